import type { Expr } from '../../python/ast.ts';
import type { For, Stmt, While } from '../../python/ast-statements.ts';
import { unknown } from '../value.ts';
import { assignTo } from './assign.ts';
import type { Snapshot } from './cell.ts';
import { iterate } from './containers.ts';
import { evaluate } from './expressions.ts';
import { same } from './join.ts';
import type { Flow, Frame, Machine } from './machine.ts';
import { execute } from './statements.ts';
import { narrow, truthOf } from './truth.ts';
import { asksForLast, type Turn } from './turns.ts';
import type { DictContents, ListEntry, Value } from './values.ts';

/** A list of at most so many known elements is walked element by element. */
const maxUnrolled = 24;

export function runFor(machine: Machine, frame: Frame, node: For): Flow {
  const entries = iterate(machine, evaluate(machine, frame, node.iter));
  const known = entries.filter(({ many }) => !many).length <= maxUnrolled;
  const walked = known ? entries : [{ value: unknown, many: true }];
  for (const [entry, turn] of turnsOf(node, walked))
    if (runEntry(machine, frame, node, entry, turn) === 'ends') return 'ends';
  return execute(machine, frame, node.orelse);
}

/** The turns of a loop; where it asks for its last one, that is a turn of its own. */
function turnsOf(loop: For, entries: readonly ListEntry[]): (readonly [ListEntry, Turn | null])[] {
  const last = entries.at(-1);
  if (last === undefined || !asksForLast(loop)) return entries.map((entry) => [entry, null]);
  const before = last.many ? entries : entries.slice(0, -1);
  return [
    ...before.map((entry) => [entry, { loop, isLast: false }] as const),
    [
      { value: last.value, many: false },
      { loop, isLast: true },
    ],
  ];
}

function runEntry(machine: Machine, frame: Frame, node: For, entry: ListEntry, turn: Turn | null): Flow {
  const once = (): Flow => {
    assignTo(machine, frame, node.target, entry.value);
    return runBody(machine, frame, node.body, turn);
  };
  return entry.many ? repeat(machine, once) : once();
}

/** Any number of turns, none included: run until nothing that was there before changes, twice at most. */
function repeat(machine: Machine, turn: () => Flow): Flow {
  for (let round = 0; round < 2; round++) {
    const before = new Map<unknown, unknown>();
    const { end, flow } = tried(machine, turn);
    if (flow === 'ends') return 'on';
    for (const cell of end.keys()) before.set(cell, cell.value);
    machine.store.merge([end, unchanged]);
    if (!carries(end, before)) break;
  }
  return 'on';
}

/** Runs a path in a state of its own. */
function tried(machine: Machine, path: () => Flow): { readonly end: Snapshot; readonly flow: Flow } {
  const flows: Flow[] = [];
  const end = machine.store.isolated(() => {
    flows.push(path());
  });
  return { end, flow: flows[0] ?? 'on' };
}

const unchanged: Snapshot = new Map();

/** Whether a turn left something behind that may matter to the next one: more than a count or a running sum. */
function carries(end: Snapshot, before: ReadonlyMap<unknown, unknown>): boolean {
  for (const cell of end.keys()) {
    const [old, now] = [before.get(cell), cell.value];
    if (old !== undefined && old !== now && matters(old, now)) return true;
  }
  return false;
}

/** The contents of a cell before and after: a value, the entries of a list, or those of a dict. */
function matters(old: unknown, now: unknown): boolean {
  if (isValue(old) && isValue(now))
    return now.kind !== 'unknown' && !(isDull(old) && isDull(now)) && !same(old, now);
  if (Array.isArray(now)) return (now as readonly ListEntry[]).some(({ value }) => !isDull(value));
  if (!isContents(now)) return true;
  return (
    [...now.entries.values()].some((value) => !isDull(value)) || (now.rest !== null && !isDull(now.rest))
  );
}

const isValue = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'kind' in value;
const isContents = (value: unknown): value is DictContents =>
  typeof value === 'object' && value !== null && 'entries' in value;

/** A number, a text or something unknown: no scale comes from it, and no path hangs on it. */
export function isDull(value: Value): boolean {
  if (value.kind === 'constant') return typeof value.value === 'number' || typeof value.value === 'string';
  if (value.kind === 'tensor') return value.scale === null && value.marks.length === 0;
  if (value.kind === 'tuple') return value.items.every(isDull);
  return value.kind === 'unknown' || (value.kind === 'union' && value.options.every(isDull));
}

/** One turn; `break` and `continue` join the end of the turn. */
function runBody(machine: Machine, frame: Frame, body: readonly Stmt[], turn: Turn | null): Flow {
  const outer = frame.loop;
  const ends: Snapshot[] = [];
  const base = machine.store.trail;
  frame.loop = { base, ends, turn };
  let flow: Flow = 'on';
  if (mayJump(body)) {
    const { end, flow: last } = tried(machine, () => execute(machine, frame, body));
    if (last === 'on') ends.push(end);
    if (ends.length > 0) machine.store.merge(ends);
    else flow = 'ends';
  } else flow = execute(machine, frame, body);
  frame.loop = outer;
  return flow;
}

/** Whether `break` or `continue` of this loop occurs in the statements. */
function mayJump(body: readonly Stmt[]): boolean {
  return body.some((node) => {
    switch (node.kind) {
      case 'Break':
      case 'Continue':
        return true;
      case 'If':
        return mayJump(node.body) || mayJump(node.orelse);
      case 'With':
        return mayJump(node.body);
      case 'Try':
        return (
          mayJump(node.body) || node.handlers.some((handler) => mayJump(handler.body)) || mayJump(node.orelse)
        );
      case 'Match':
        return node.cases.some((item) => mayJump(item.body));
      default:
        return false;
    }
  });
}

export function runWhile(machine: Machine, frame: Frame, node: While): Flow {
  const truth = truthOf(evaluate(machine, frame, node.test));
  if (truth !== null && !truth.holds && !truth.soft) return execute(machine, frame, node.orelse);
  const turn = (): Flow => {
    narrow(machine, frame, node.test, true);
    return runBody(machine, frame, node.body, null);
  };
  if (isTrue(node.test)) {
    if (turn() === 'ends') return 'ends';
    return repeat(machine, turn);
  }
  const flow = repeat(machine, turn);
  return flow === 'ends' ? flow : execute(machine, frame, node.orelse);
}

const isTrue = (node: Expr): boolean => node.kind === 'Constant' && (node.value === true || node.value === 1);
