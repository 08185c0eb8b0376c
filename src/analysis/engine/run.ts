import type { Lambda } from '../../python/ast.ts';
import type { ClassDef, FunctionDef } from '../../python/ast-statements.ts';
import { setIn } from '../collect.ts';
import type { Unit } from '../site.ts';
import type { Cell } from './cell.ts';
import type { Observer } from './machine.ts';
import { Memo } from './memo.ts';
import type { Scope } from './scope.ts';
import { Settled } from './settled.ts';
import type { FunctionValue, InstanceValue, Value } from './values.ts';

export type Definition = FunctionDef | Lambda;

/** Bounds on one run, so that no program can keep the analysis busy. */
const maxSteps = 60_000;
/** A run in which nothing that concerns losses turns up in so many steps ends: hardly any comes to something after that. */
const patience = 20_000;
const maxDepth = 40;
const maxRecursion = 2;

/**
 * One run: a definition, a module's statements, or one function nobody calls. It notes what its outcome rests on, so that
 * it need not be repeated while that stays the same.
 */
export class Run {
  readonly memo = new Memo();
  readonly settled = new Settled();
  /** Functions whose bodies have been run, with their files. */
  readonly entered = new Map<Definition, string>();
  /** Functions defined, in order. */
  readonly defined: FunctionValue[] = [];
  /** Objects made of each class, the first few. */
  readonly instances = new Map<ClassDef, InstanceValue[]>();
  /** Paths of the modules looked into. */
  readonly modules = new Set<string>();
  /** Statements whose code was run. */
  readonly units = new Set<Unit>();
  /** Variables of modules that were read, with their stamps at the end. */
  readonly variables = new Map<Cell<Value>, number>();
  /** Names looked up in modules that had none, by scope. */
  readonly missing = new Map<Scope, Set<string>>();
  /** False within `torch.no_grad()`: what is computed there is not differentiated. */
  graph = true;
  /** True within `jax.vmap`: what is computed there belongs to one sample. */
  mapped = false;
  /** How many layers and losses have been made. */
  layers = 0;
  readonly #stack: FunctionValue[] = [];
  #steps = 0;
  #limit = patience;
  /** Signs of losses when the limit was set. */
  #signs = 0;

  constructor(readonly observer: Observer) {}

  /** Does what belongs to one sample of a batch: what `jax.vmap` maps, or the body of a loop over samples. */
  forOneSample<T>(work: () => T): T {
    const outer = this.mapped;
    this.mapped = true;
    const result = work();
    this.mapped = outer;
    return result;
  }

  /** Counts one step; false when the run has taken too many and everything further is unknown. */
  step(): boolean {
    return ++this.#steps < this.#limit || this.#goesOn();
  }

  /** Puts the limit off when something turned up before it; once it holds, it holds for good. */
  #goesOn(): boolean {
    const signs = this.layers + this.observer.shown;
    const goesOn = signs > this.#signs && this.#limit > 0 && this.#limit < maxSteps;
    this.#limit = goesOn ? this.#limit + patience : 0;
    this.#signs = signs;
    return goesOn;
  }

  get exhausted(): boolean {
    return this.#steps >= this.#limit;
  }

  /** True when a call may be followed from here. What a decorator made of two functions is not one function calling itself. */
  canEnter({ def, closure }: FunctionValue): boolean {
    if (this.exhausted || this.#stack.length >= maxDepth) return false;
    let same = 0;
    for (const active of this.#stack) if (active.def === def && active.closure === closure) same++;
    return same < maxRecursion;
  }

  enter(func: FunctionValue): void {
    this.entered.set(func.def, func.unit.file);
    this.units.add(func.unit);
    this.#stack.push(func);
  }

  leave(): void {
    this.#stack.pop();
  }

  remember(instance: InstanceValue): void {
    const { def } = instance.cls;
    const known = this.instances.get(def);
    if (known === undefined) this.instances.set(def, [instance]);
    else if (known.length < 3) known.push(instance);
  }

  misses(scope: Scope, name: string): void {
    setIn(this.missing, scope).add(name);
  }

  /** Notes the stamps of what was read; nothing is added afterwards. */
  finish(): void {
    this.settle();
    this.memo.clear();
    this.settled.clear();
  }

  /** Takes what was read, and names that were missing, to be as they are now. */
  settle(): void {
    for (const [scope, names] of this.missing)
      for (const name of names) {
        const cell = scope.names.get(name);
        if (cell?.value === undefined) continue;
        this.variables.set(cell, 0);
        names.delete(name);
      }
    for (const cell of this.variables.keys()) this.variables.set(cell, cell.stamp);
  }

  /** Lets go of objects and functions that nobody will ask for. */
  forgetValues(): void {
    this.defined.length = 0;
    this.instances.clear();
  }

  /** Whether running again would come to the same: all it ran and read is as it was. */
  holds(): boolean {
    for (const unit of this.units) if (!unit.alive) return false;
    for (const [cell, stamp] of this.variables) if (cell.stamp !== stamp) return false;
    for (const [scope, names] of this.missing)
      for (const name of names) if (scope.names.get(name)?.value !== undefined) return false;
    return true;
  }
}
