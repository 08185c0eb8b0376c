import type { ClassDef } from '../../python/ast-statements.ts';
import type { Machine } from '../engine/machine.ts';
import type { Definition } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import type { ClassValue, FunctionValue, InstanceValue } from '../engine/values.ts';
import { holdsLoss } from './given-losses.ts';
import { inheritedSteps } from './inherited.ts';
import {
  definitionsIn,
  isUncalled,
  runAlone,
  runMethods,
  type UncalledMethods,
  uncalledMethods,
} from './roots.ts';
import type { Reach } from './summary.ts';
import { perform, type Task, takeBackLast, type Workshop } from './task.ts';

/** What a root is: a function, or methods of a class on an object. */
interface RootOf {
  readonly key: Definition | ClassDef;
  /** Made anew whenever its bases or defaults may be others. */
  readonly value: FunctionValue | ClassValue;
  readonly self: InstanceValue | null;
  readonly methods: readonly Definition[];
}

type RootTask = Task & RootOf;

/** Functions, and classes with methods, of a module that nobody calls, each run by itself. */
export class RootTasks {
  readonly #scope: Scope;
  #tasks = new Map<RootOf['key'], RootTask>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  tasks(): Iterable<Task> {
    return this.#tasks.values();
  }

  /** Functions that write variables of the module do so for the functions run after them, and are run again each time. */
  takeBack(shop: Workshop): void {
    for (const [key, task] of [...this.#tasks].reverse()) {
      if (task.writing.cells.size === 0) continue;
      takeBackLast(shop.machine, this.#scope, task, shop.stamps.next());
      this.#tasks.delete(key);
    }
  }

  /** Runs those where what they rest on has changed. */
  update(shop: Workshop, reaches: readonly Reach[]): void {
    const before = this.#tasks;
    this.#tasks = new Map();
    const entered = new Set<Definition>();
    for (const reach of reaches) for (const def of reach.entered) entered.add(def);
    const { functions, classes } = definitionsIn(this.#scope);
    for (const func of functions) {
      if (entered.has(func.def) || !shop.isRelevant(func.unit)) continue;
      const work = (machine: Machine) => runAlone(machine, func, null);
      this.#root(shop, before, entered, { key: func.def, value: func, self: null, methods: [] }, work);
    }
    for (const uncalled of uncalledMethods(classes, entered)) {
      const { def } = uncalled.cls;
      const self = reaches.find(({ instances }) => instances.has(def))?.instances.get(def) ?? null;
      this.#methods(shop, before, entered, self, uncalled);
    }
  }

  /** Runs the methods that nobody calls of objects of other modules' classes. @param entered functions that were run */
  updateObjects(shop: Workshop, objects: Iterable<InstanceValue>, entered: Set<Definition>): void {
    const before = this.#tasks;
    this.#tasks = new Map();
    for (const self of objects)
      for (const uncalled of uncalledMethods([self.cls], entered))
        if (uncalled.cls === self.cls) this.#methods(shop, before, entered, self, uncalled);
  }

  #methods(
    shop: Workshop,
    before: ReadonlyMap<RootOf['key'], RootTask>,
    entered: Set<Definition>,
    self: InstanceValue | null,
    { cls, methods }: UncalledMethods,
  ): void {
    const isRelevant = shop.isRelevant(cls.unit);
    const steps = self === null && isRelevant ? inheritedSteps(cls) : [];
    const waiting = [...methods.filter((method) => isUncalled(method, entered)), ...steps];
    if (waiting.length === 0) return;
    if (!isRelevant && (self === null || !holdsLoss(self, shop.isSink))) return;
    const about = { key: cls.def, value: cls, self, methods: waiting.map(({ def }) => def) };
    this.#root(shop, before, entered, about, (machine) =>
      runMethods(machine, { cls, methods: waiting }, self),
    );
  }

  #root(
    shop: Workshop,
    before: ReadonlyMap<RootOf['key'], RootTask>,
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
    this.#tasks.set(about.key, task);
    for (const def of task.run.entered.keys()) entered.add(def);
  }

  #perform(shop: Workshop, about: RootOf, work: (machine: Machine) => void): RootTask {
    const task = perform(shop.machine, shop.table, this.#scope, shop.stamps.next(), work);
    task.run.forgetValues();
    return { ...task, ...about };
  }
}

function isSame(a: RootOf, b: RootOf): boolean {
  return (
    a.value === b.value &&
    a.self === b.self &&
    a.methods.length === b.methods.length &&
    a.methods.every((def, i) => def === b.methods[i])
  );
}
