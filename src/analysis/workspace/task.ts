import type { Snapshot } from '../engine/cell.ts';
import type { Machine } from '../engine/machine.ts';
import { Run } from '../engine/run.ts';
import type { Scope, Writing } from '../engine/scope.ts';
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
  const writing: Writing = { stamp, cells: new Set() };
  const outer = scope.writing;
  let before: Snapshot = new Map();
  machine.within(run, () => {
    scope.writing = writing;
    before = machine.store.recorded(() => work(machine));
    scope.writing = outer;
  });
  run.finish();
  return { run, observed, writing, before };
}

/** Takes back what a task wrote: variables of its module become unwritten, all else what it was. */
export function takeBack(machine: Machine, task: Task, stamp: number): void {
  machine.store.restore(task.before);
  for (const cell of task.writing.cells) {
    cell.value = undefined;
    cell.stamp = stamp;
  }
}
