import type { ClassDef } from '../../python/ast-statements.ts';
import type { Definition, Run } from '../engine/run.ts';
import type { InstanceValue } from '../engine/values.ts';
import { type Step, stepsOf } from '../value.ts';
import type { Reported } from './findings.ts';
import type { LossDraft } from './observer.ts';
import type { Task } from './task.ts';

/** What the statements of a module do to other files. */
export interface Reach {
  /** Functions run, by their file. */
  readonly entered: ReadonlyMap<string, ReadonlySet<Definition>>;
  /** The first object made of each class. */
  readonly instances: ReadonlyMap<ClassDef, InstanceValue>;
}

export function reachOf(runs: Iterable<Run>): Reach {
  const entered = new Map<string, Set<Definition>>();
  const instances = new Map<ClassDef, InstanceValue>();
  for (const run of runs) {
    for (const [def, file] of run.entered) setIn(entered, file).add(def);
    for (const [def, [first]] of run.instances)
      if (first !== undefined && !instances.has(def)) instances.set(def, first);
  }
  return { entered, instances };
}

/** What came of a module's tasks, by the file it is about. */
export interface Outcome {
  readonly findings: ReadonlyMap<string, readonly Reported[]>;
  /** Findings that make others superfluous, under each file where these may be. */
  readonly superseding: ReadonlyMap<string, readonly Reported[]>;
  readonly losses: ReadonlyMap<string, readonly LossDraft[]>;
}

export function outcomeOf(tasks: Iterable<Task>): Outcome {
  const findings = new Map<string, Reported[]>();
  const superseding = new Map<string, Reported[]>();
  const losses = new Map<string, LossDraft[]>();
  for (const { observed } of tasks) {
    for (const item of observed.findings) {
      listIn(findings, item.draft.site.unit.file).push(item);
      if (item.rule.supersedes !== undefined)
        for (const file of filesOf(item)) listIn(superseding, file).push(item);
    }
    for (const loss of observed.losses)
      for (const file of new Set([loss.at.unit.file, loss.madeAt?.unit.file ?? loss.at.unit.file]))
        listIn(losses, file).push(loss);
  }
  return { findings, superseding, losses };
}

function filesOf({ draft }: Reported): Set<string> {
  const path: Step | null = draft.path ?? null;
  return new Set([draft.site.unit.file, ...stepsOf(path).map(({ site }) => site.unit.file)]);
}

function listIn<K, T>(map: Map<K, T[]>, key: K): T[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made: T[] = [];
  map.set(key, made);
  return made;
}

function setIn<K, T>(map: Map<K, Set<T>>, key: K): Set<T> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Set<T>();
  map.set(key, made);
  return made;
}
