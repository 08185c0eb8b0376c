import type { ClassDef } from '../../python/ast-statements.ts';
import { listIn } from '../collect.ts';
import type { Definition, Run } from '../engine/run.ts';
import type { InstanceValue } from '../engine/values.ts';
import { type Step, stepsOf } from '../value.ts';
import type { Reported } from './findings.ts';
import type { LossDraft } from './observer.ts';
import type { Task } from './task.ts';

/** What the statements of a module do to one file, itself or another. */
export interface Reach {
  /** Functions of the file that were run. */
  readonly entered: Set<Definition>;
  /** The first object made of each class of the file. */
  readonly instances: Map<ClassDef, InstanceValue>;
}

/** What the statements of a module do, by file. */
export function reachOf(runs: Iterable<Run>): Map<string, Reach> {
  const reaches = new Map<string, Reach>();
  for (const run of runs) {
    for (const [def, file] of run.entered) reachIn(reaches, file).entered.add(def);
    for (const [def, [first]] of run.instances) {
      if (first === undefined) continue;
      const { instances } = reachIn(reaches, first.cls.unit.file);
      if (!instances.has(def)) instances.set(def, first);
    }
  }
  return reaches;
}

function reachIn(reaches: Map<string, Reach>, file: string): Reach {
  const known = reaches.get(file);
  if (known !== undefined) return known;
  const made: Reach = { entered: new Set(), instances: new Map() };
  reaches.set(file, made);
  return made;
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
