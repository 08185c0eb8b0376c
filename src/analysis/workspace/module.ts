import type { Run } from '../engine/run.ts';
import { Scope } from '../engine/scope.ts';
import type { Unit } from '../site.ts';
import { holdsForeignLoss } from './given-losses.ts';
import { RootTasks } from './root-tasks.ts';
import { finishInner, kindOf, runMain, runUnit } from './roots.ts';
import { type Outcome, outcomeOf, type Reach, reachOf } from './summary.ts';
import { perform, type Task, takeBack, takeBackLast, type Workshop } from './task.ts';
import { unitOrder } from './units.ts';

/**
 * A module of the workspace: its variables, and the tasks done for it. Definitions and imports are a task each; all other
 * top-level statements are one together, for each may build on what the ones before it did; so is the main block.
 */
export class ModuleState {
  readonly scope: Scope;
  readonly definitions = new Map<Unit, Task>();
  script: Task | null = null;
  main: Task | null = null;
  /** The revision of the sources at which the body, or everything, was last found to hold. */
  bodyRevision = -1;
  mainRevision = -1;
  rootsRevision = -1;
  /** The stamp at which a statement of its own was last run or taken back. */
  changedAt = 0;
  readonly #roots: RootTasks;
  /** Methods of what its statements made of other modules' classes and gave losses of yet others. */
  readonly #objects: RootTasks;
  #units: readonly Unit[] = [];
  /** Definitions of which the outcome depends on what was written when they ran. */
  readonly #early = new Set<Unit>();
  #scriptUnits: readonly Unit[] = [];
  #mainUnits: readonly Unit[] = [];
  #reaches: ReadonlyMap<string, Reach> | null = null;
  #outcome: Outcome | null = null;

  constructor(readonly path: string) {
    this.scope = new Scope('module', null, path);
    this.#roots = new RootTasks(this.scope);
    this.#objects = new RootTasks(this.scope);
  }

  /** Everything done so far. */
  *#tasks(): Iterable<Task> {
    yield* this.definitions.values();
    if (this.script !== null) yield this.script;
    if (this.main !== null) yield this.main;
    yield* this.#objects.tasks();
    yield* this.#roots.tasks();
  }

  /**
   * Runs what has changed of the body: single definitions, or all of it where a statement's outcome may differ. True where
   * an import still gives a name of which the statement is gone: modules that import each other may have it from one another
   * only, and no longer from where it was made.
   */
  updateBody(shop: Workshop, units: readonly Unit[]): boolean {
    const gone = this.#namesOfGone();
    this.#runBody(shop, units);
    return gone.some((name) => this.scope.names.get(name)?.by?.text.includes('import') === true);
  }

  /** Names written last by statements that are no longer there. */
  #namesOfGone(): readonly string[] {
    return [...this.scope.names].flatMap(([name, { by }]) => (by?.alive === false ? [name] : []));
  }

  #runBody(shop: Workshop, units: readonly Unit[]): void {
    this.#roots.takeBack(shop);
    this.#objects.takeBack(shop);
    const script = units.filter((unit) => kindOf(unit) === 'script');
    const sameScript = this.script !== null && sameUnits(script, this.#scriptUnits);
    if (this.script !== null) shop.refresh(this.script.run);
    const updated = sameScript && this.#keepsOrder(units) && this.#updateDefinitions(shop, units);
    this.#units = units;
    if (!updated || this.script?.run.holds() !== true) this.#runAll(shop, units, script);
  }

  /** Whether the statements that were there before follow each other as before. */
  #keepsOrder(units: readonly Unit[]): boolean {
    const known = new Set(this.#units);
    const before = this.#units.filter(({ alive }) => alive);
    return sameUnits(
      before,
      units.filter((unit) => known.has(unit)),
    );
  }

  /**
   * Runs the definitions that are new or rest on something that changed, and those that write the same names after them.
   * False when other statements write one of the names too, or a definition reads what one after it writes, so that their
   * order matters.
   */
  #updateDefinitions(shop: Workshop, units: readonly Unit[]): boolean {
    const rewritten = new Set<string>();
    for (const [unit, task] of this.definitions) {
      if (unit.alive) continue;
      this.#undefine(shop, task, rewritten);
      this.definitions.delete(unit);
    }
    for (const unit of units) {
      if (kindOf(unit) !== 'definition') continue;
      const task = this.definitions.get(unit);
      if (task !== undefined) shop.refresh(task.run);
      if (task?.run.holds() === true && !meets(task, rewritten)) continue;
      if (this.#early.has(unit)) return false;
      if (task !== undefined) this.#undefine(shop, task, rewritten);
      const made = this.#define(shop, unit);
      if (readsAhead(made, unit, this.main)) return false;
      for (const name of made.writing.cells.keys()) rewritten.add(name);
    }
    for (const { run } of this.definitions.values()) if (!run.holds()) return false;
    const mixed = [this.script, this.main].some((task) => task !== null && meets(task, rewritten));
    return !mixed;
  }

  #undefine(shop: Workshop, task: Task, rewritten: Set<string>): void {
    this.#changed(shop);
    takeBack(shop.machine, this.scope, task, shop.stamps.next());
    for (const name of task.writing.cells.keys()) rewritten.add(name);
  }

  #define(shop: Workshop, unit: Unit): Task {
    const stamp = shop.stamps.next();
    const task = perform(shop.machine, shop.table, this.scope, stamp, (machine) =>
      runUnit(machine, this.scope, unit),
    );
    task.run.units.add(unit);
    this.#changed(shop);
    this.definitions.set(unit, task);
    return task;
  }

  #runAll(shop: Workshop, units: readonly Unit[], script: readonly Unit[]): void {
    this.#clear(shop);
    this.#scriptUnits = script;
    const stamp = shop.stamps.next();
    this.script = perform(shop.machine, shop.table, this.scope, stamp, (machine) => {
      for (const unit of units) {
        if (kindOf(unit) === 'definition') this.#define(shop, unit);
        else if (kindOf(unit) === 'script') runUnit(machine, this.scope, unit);
      }
      finishInner(machine);
    });
    for (const unit of script) this.script.run.units.add(unit);
    this.#settleEarly();
    this.#changed(shop);
  }

  /** Takes what its statements rest on to be as they left it. */
  settle(): void {
    for (const run of this.#bodyRuns()) run.settle();
  }

  /** Definitions that read what was written anew after them hold for as long as that stays. */
  #settleEarly(): void {
    this.#early.clear();
    for (const [unit, { run }] of this.definitions) {
      if (run.holds()) continue;
      this.#early.add(unit);
      run.settle();
    }
  }

  /** Makes the module one of which nothing has been run. */
  reset(shop: Workshop): void {
    this.#clear(shop);
    this.script = null;
    this.#units = [];
    this.#early.clear();
    this.#changed(shop);
  }

  /** Forgets every variable and what was written elsewhere. */
  #clear(shop: Workshop): void {
    this.#takeBackMain(shop);
    for (const task of [
      ...this.definitions.values(),
      ...(this.script === null ? [] : [this.script]),
    ].reverse())
      takeBack(shop.machine, this.scope, task, shop.stamps.next());
    this.definitions.clear();
  }

  #takeBackMain(shop: Workshop): void {
    if (this.main !== null) takeBackLast(shop.machine, this.scope, this.main, shop.stamps.next());
    this.main = null;
  }

  /** Runs what the module does when it is the program, where that may have changed. */
  updateMain(shop: Workshop, all: readonly Unit[]): void {
    const units = all.filter((unit) => kindOf(unit) === 'main');
    if (this.main !== null) shop.refresh(this.main.run);
    if (this.main?.run.holds() === true && sameUnits(units, this.#mainUnits)) return;
    this.#takeBackMain(shop);
    this.#mainUnits = units;
    this.main = perform(shop.machine, shop.table, this.scope, shop.stamps.next(), (machine) => {
      runMain(machine, this.scope, units);
      finishInner(machine);
    });
    for (const unit of units) this.main.run.units.add(unit);
    this.#changed(shop);
  }

  /** Runs what nobody has called. @param others what the modules that import this one do to it, the nearest first */
  updateRoots(shop: Workshop, others: readonly Reach[]): void {
    this.#outcome = null;
    const own = this.reaches.get(this.path);
    this.#roots.update(shop, own === undefined ? others : [own, ...others]);
    const reaches = [...this.reaches].flatMap(([path, reach]) => (path === this.path ? [] : [reach]));
    const made = reaches.flatMap(({ instances }) => [...instances.values()]);
    this.#objects.updateObjects(
      shop,
      made.filter((object) => holdsForeignLoss(object, shop.isSink)),
      new Set(reaches.flatMap(({ entered }) => [...entered])),
    );
  }

  /** The runs of the module's own statements. */
  *#bodyRuns(): Iterable<Run> {
    for (const { run } of this.definitions.values()) yield run;
    if (this.script !== null) yield this.script.run;
    if (this.main !== null) yield this.main.run;
  }

  /** What its own statements do, by file. */
  get reaches(): ReadonlyMap<string, Reach> {
    this.#reaches ??= reachOf(this.#bodyRuns());
    return this.#reaches;
  }

  /** What has come of all its tasks. */
  get outcome(): Outcome {
    this.#outcome ??= outcomeOf(this.#tasks());
    return this.#outcome;
  }

  #changed(shop: Workshop): void {
    this.changedAt = shop.stamps.next();
    this.#reaches = null;
    this.#outcome = null;
  }
}

/** Whether a definition that was run by itself saw what a statement after it, or the main block, has written. */
function readsAhead({ run: { variables } }: Task, unit: Unit, main: Task | null): boolean {
  for (const { by } of variables.keys())
    if (by !== null && by.file === unit.file && unitOrder(by, unit) > 0) return true;
  return main !== null && [...main.writing.cells.values()].some(({ cell }) => variables.has(cell));
}

function meets({ writing }: Task, names: ReadonlySet<string>): boolean {
  for (const name of names) if (writing.cells.has(name)) return true;
  return false;
}

const sameUnits = (a: readonly Unit[], b: readonly Unit[]): boolean =>
  a.length === b.length && a.every((unit, i) => unit === b[i]);
