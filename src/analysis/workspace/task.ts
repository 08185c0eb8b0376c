import type { Cell, Snapshot } from '../engine/cell.ts';
import type { Machine } from '../engine/machine.ts';
import { Run } from '../engine/run.ts';
import type { Scope, Writing } from '../engine/scope.ts';
import type { Value } from '../engine/values.ts';
import type { Unit } from '../site.ts';
import { newObserved, type Observed, type RuleTable, ruleObserver } from './observer.ts';

/** A piece of analysis that has been done: what it rests on, and what came of it. */
export interface Task {
  readonly run: Run;
  readonly observed: Observed;
  /** The module's variables it wrote. */
  readonly writing: Writing;
  /** The way back to the state before it. */
  readonly before: Snapshot;
}

/** Numbers that are never given twice. */
export class Stamps {
  #last = 0;

  next(): number {
    return ++this.#last;
  }

  /** The one given last: while it stays the same, nothing has been run. */
  get last(): number {
    return this.#last;
  }
}

/** What a module's tasks need. */
export interface Workshop {
  readonly machine: Machine;
  readonly table: RuleTable;
  readonly stamps: Stamps;
  /** Brings the modules that a run looked into up to date. */
  readonly refresh: (run: Run) => void;
  /** Whether running what a statement defines may bring something to light though nobody calls it. */
  readonly isRelevant: (unit: Unit) => boolean;
  /** Whether a statement defines something that a rule looks at, be it given something wrong or not. */
  readonly isSink: (unit: Unit) => boolean;
}

/** Does a piece of analysis and notes what it rests on; variables it writes in `scope` bear `stamp`. */
export function perform(
  machine: Machine,
  table: RuleTable,
  scope: Scope,
  stamp: number,
  work: (machine: Machine) => void,
): Task {
  const observed = newObserved();
  const run = new Run(ruleObserver(table, observed));
  const writing: Writing = { stamp, unit: null, cells: new Map() };
  const outer = scope.writing;
  let before: Snapshot = new Map();
  machine.within(run, () => {
    scope.writing = writing;
    before = machine.store.recorded(() => work(machine));
    scope.writing = outer;
  });
  run.observer.finish();
  run.finish();
  return { run, observed, writing, before };
}

/**
 * Takes back what a task wrote: variables of its module are gone, all else is what it was. A variable that is written again
 * gets a new cell, as in a module that never had it: a branch keeps what it adds but not what it changes.
 */
export function takeBack(machine: Machine, scope: Scope, task: Task, stamp: number): void {
  machine.store.restore(task.before);
  for (const [name, { cell }] of task.writing.cells) remove(scope, name, cell, stamp);
}

/** Takes back what was done on top of a module's body: its variables are what the body made them. */
export function takeBackLast(machine: Machine, scope: Scope, task: Task, stamp: number): void {
  machine.store.restore(task.before);
  for (const [name, { cell, isNew, ...before }] of task.writing.cells)
    if (isNew) remove(scope, name, cell, stamp);
    else Object.assign(cell, before);
}

function remove(scope: Scope, name: string, cell: Cell<Value>, stamp: number): void {
  cell.value = undefined;
  cell.stamp = stamp;
  if (scope.names.get(name) === cell) scope.names.delete(name);
}
