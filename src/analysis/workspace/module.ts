import type { ClassDef } from '../../python/ast-statements.ts';
import type { Cell } from '../engine/cell.ts';
import type { Machine } from '../engine/machine.ts';
import type { Definition, Run } from '../engine/run.ts';
import { Scope } from '../engine/scope.ts';
import type { InstanceValue, Value } from '../engine/values.ts';
import type { Unit } from '../site.ts';
import type { RuleTable } from './observer.ts';
import {
  definitionsIn,
  finishInner,
  kindOf,
  runAlone,
  runMain,
  runMethods,
  runUnit,
  type UncalledMethods,
  uncalledMethods,
} from './roots.ts';
import { type Outcome, outcomeOf, type Reach, reachOf } from './summary.ts';
import { perform, type Stamps, type Task, takeBack } from './task.ts';

/** What a module's tasks need. */
export interface Workshop {
  readonly machine: Machine;
  readonly table: RuleTable;
  readonly stamps: Stamps;
  /** Brings the modules that a run looked into up to date. */
  readonly refresh: (run: Run) => void;
}

/**
 * A module of the workspace: its variables, and the tasks done for it. Definitions and imports are a task each; all other
 * top-level statements are one together, for each may build on what the ones before it did; so is the main block.
 */
export class ModuleState {
  readonly scope: Scope;
  readonly definitions = new Map<Unit, Task>();
  script: Task | null = null;
  main: Task | null = null;
  /** Functions, and classes with methods, that nobody calls, each run by itself. */
  roots = new Map<Definition | ClassDef, RootTask>();
  /** The revision of the sources at which the body, or everything, was last found to hold. */
  bodyRevision = -1;
  mainRevision = -1;
  rootsRevision = -1;
  #scriptUnits: readonly Unit[] = [];
  #mainUnits: readonly Unit[] = [];
  #reaches: ReadonlyMap<string, Reach> | null = null;
  #outcome: Outcome | null = null;

  constructor(readonly path: string) {
    this.scope = new Scope('module', null, path);
  }

  /** Everything done so far. */
  *#tasks(): Iterable<Task> {
    yield* this.definitions.values();
    if (this.script !== null) yield this.script;
    if (this.main !== null) yield this.main;
    yield* this.roots.values();
  }

  /** Runs what has changed of the body: single definitions, or all of it where a statement's outcome may differ. */
  updateBody(shop: Workshop, units: readonly Unit[]): void {
    const script = units.filter((unit) => kindOf(unit) === 'script');
    const sameScript = this.script !== null && sameUnits(script, this.#scriptUnits);
    if (this.script !== null) shop.refresh(this.script.run);
    const updated = sameScript && this.#updateDefinitions(shop, units);
    if (!updated || this.script?.run.holds() !== true) this.#runAll(shop, units, script);
  }

  /**
   * Runs the definitions that are new or rest on something that changed, and those that write the same names after them.
   * False when other statements write one of the names too, so that their order matters.
   */
  #updateDefinitions(shop: Workshop, units: readonly Unit[]): boolean {
    const rewritten = new Set<Cell<Value>>();
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
      if (task !== undefined) this.#undefine(shop, task, rewritten);
      for (const cell of this.#define(shop, unit).writing.cells) rewritten.add(cell);
    }
    const mixed = [this.script, this.main].some((task) => task !== null && meets(task, rewritten));
    return !mixed;
  }

  #undefine(shop: Workshop, task: Task, rewritten: Set<Cell<Value>>): void {
    this.#changed();
    takeBack(shop.machine, task, shop.stamps.next());
    for (const cell of task.writing.cells) rewritten.add(cell);
  }

  #define(shop: Workshop, unit: Unit): Task {
    const stamp = shop.stamps.next();
    const task = perform(shop.machine, shop.table, this.scope, stamp, (machine) =>
      runUnit(machine, this.scope, unit),
    );
    task.run.units.add(unit);
    this.#changed();
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
    this.#changed();
  }

  /** Forgets every variable and what was written elsewhere. */
  #clear(shop: Workshop): void {
    this.#takeBackMain(shop);
    for (const task of [
      ...this.definitions.values(),
      ...(this.script === null ? [] : [this.script]),
    ].reverse())
      takeBack(shop.machine, task, shop.stamps.next());
    this.definitions.clear();
  }

  #takeBackMain(shop: Workshop): void {
    if (this.main !== null) takeBack(shop.machine, this.main, shop.stamps.next());
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
    this.#changed();
  }

  /**
   * Runs the functions and methods that nobody has called, where what they rest on has changed.
   * @param others what the modules that import this one do to it, the nearest first
   */
  updateRoots(shop: Workshop, others: readonly Reach[]): void {
    const before = this.roots;
    this.roots = new Map();
    this.#outcome = null;
    const own = this.reaches.get(this.path);
    const reaches = own === undefined ? others : [own, ...others];
    const entered = new Set<Definition>();
    for (const reach of reaches) for (const def of reach.entered) entered.add(def);
    const { functions, classes } = definitionsIn(this.scope);
    for (const func of functions) {
      if (entered.has(func.def)) continue;
      const work = (machine: Machine) => runAlone(machine, func, null);
      this.#root(shop, before, entered, { key: func.def, self: null, methods: [] }, work);
    }
    for (const uncalled of uncalledMethods(classes, entered))
      this.#methods(shop, before, entered, reaches, uncalled);
  }

  #methods(
    shop: Workshop,
    before: ModuleState['roots'],
    entered: Set<Definition>,
    reaches: readonly Reach[],
    { cls, methods }: UncalledMethods,
  ): void {
    const waiting = methods.filter(({ def }) => !entered.has(def));
    if (waiting.length === 0) return;
    const self = reaches.find(({ instances }) => instances.has(cls.def))?.instances.get(cls.def) ?? null;
    const about = { key: cls.def, self, methods: waiting.map(({ def }) => def) };
    this.#root(shop, before, entered, about, (machine) =>
      runMethods(machine, { cls, methods: waiting }, self),
    );
  }

  #root(
    shop: Workshop,
    before: ModuleState['roots'],
    entered: Set<Definition>,
    about: RootOf,
    work: (machine: Machine) => void,
  ): void {
    const known = before.get(about.key);
    if (known !== undefined) shop.refresh(known.run);
    const task =
      known !== undefined && isSame(known, about) && known.run.holds()
        ? known
        : this.#perform(shop, about, work);
    this.roots.set(about.key, task);
    for (const def of task.run.entered.keys()) entered.add(def);
  }

  #perform(shop: Workshop, about: RootOf, work: (machine: Machine) => void): RootTask {
    const task = perform(shop.machine, shop.table, this.scope, shop.stamps.next(), work);
    task.run.forgetValues();
    return { ...task, ...about };
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

  #changed(): void {
    this.#reaches = null;
    this.#outcome = null;
  }
}

/** What a root is: a function, or methods of a class on an object. */
interface RootOf {
  readonly key: Definition | ClassDef;
  readonly self: InstanceValue | null;
  readonly methods: readonly Definition[];
}

type RootTask = Task & RootOf;

function isSame(a: RootOf, b: RootOf): boolean {
  return (
    a.self === b.self &&
    a.methods.length === b.methods.length &&
    a.methods.every((def, i) => def === b.methods[i])
  );
}

function meets({ writing }: Task, cells: ReadonlySet<Cell<Value>>): boolean {
  for (const cell of cells) if (writing.cells.has(cell)) return true;
  return false;
}

const sameUnits = (a: readonly Unit[], b: readonly Unit[]): boolean =>
  a.length === b.length && a.every((unit, i) => unit === b[i]);
