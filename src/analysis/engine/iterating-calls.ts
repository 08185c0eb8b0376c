import type { CallSite } from '../site.ts';
import { constant, unknown } from '../value.ts';
import { argument, type CallArguments, noArguments } from './arguments.ts';
import { callValue } from './calls.ts';
import { anyOf, entriesOf, iterate } from './containers.ts';
import { type Answers, answersIn, type Frame, type LibraryCall, type Machine } from './machine.ts';
import { binary } from './operators.ts';
import { type ListEntry, tuple, type Value } from './values.ts';

const listed: LibraryCall = (machine, _frame, _name, args) => machine.newList(given(machine, args));
const enumerated: LibraryCall = (machine, _frame, _name, args) =>
  machine.newList(iterate(machine, argument(args, 0) ?? unknown).map(numbered));

const known = answersIn({
  'builtins.list': listed,
  'builtins.sorted': listed,
  'builtins.set': listed,
  'builtins.iter': listed,
  'builtins.tuple': (machine, _frame, _name, args) => tupleOf(machine, given(machine, args)),
  'builtins.reversed': (machine, _frame, _name, args) =>
    machine.newList([...iterate(machine, argument(args, 0) ?? unknown)].reverse()),
  'builtins.enumerate': enumerated,
  'tqdm.notebook.tqdm.enumerate': enumerated,
  'builtins.zip': (machine, _frame, _name, args) => zipped(machine, args),
  'builtins.map': (machine, frame, _name, args, at) => mapped(machine, frame, args, at),
  'builtins.range': (machine) => machine.newList([{ value: unknown, many: true }]),
  'builtins.next': (machine, _frame, _name, args) => given(machine, args)[0]?.value ?? unknown,
  'builtins.sum': (machine, _frame, _name, args) => total(machine, argument(args, 0)),
  'builtins.len': (_machine, _frame, _name, args) => lengthOf(argument(args, 0)),
});

/** Functions of Python itself that go through something or make something to go through; of its others nothing is known. */
export const iteratingCall: Answers = (name) =>
  known(name) ?? (name.startsWith('builtins.') ? () => unknown : undefined);

/** What the first argument goes through; nothing when there is none. */
function given(machine: Machine, args: CallArguments): readonly ListEntry[] {
  const first = argument(args, 0);
  return first === undefined ? [] : iterate(machine, first);
}

function tupleOf(machine: Machine, entries: readonly ListEntry[]): Value {
  if (entries.some(({ many }) => many)) return machine.newList(entries);
  return { kind: 'tuple', items: entries.map((entry) => entry.value) };
}

const numbered = (entry: ListEntry): ListEntry => ({
  value: { kind: 'tuple', items: [unknown, entry.value] },
  many: entry.many,
});

function zipped(machine: Machine, args: CallArguments): Value {
  const lists = args.positional.map(({ value }) => iterate(machine, value));
  const exact = lists.length > 0 && lists.every((list) => list.every(({ many }) => !many));
  if (!exact) return machine.newList([{ value: tuple(lists.map(anyOf)), many: true }]);
  const length = Math.min(...lists.map((list) => list.length));
  const entries = Array.from({ length }, (_, i) => ({
    value: tuple(lists.map((list) => list[i]?.value ?? unknown)),
    many: false,
  }));
  return machine.newList(entries);
}

function mapped(machine: Machine, frame: Frame, args: CallArguments, at: CallSite): Value {
  const [func, list] = [argument(args, 0), argument(args, 1)];
  if (func === undefined || list === undefined) return unknown;
  const entries = iterate(machine, list).map(({ value, many }) => {
    const pass = { value, span: at.call, unit: at.unit };
    return { value: callValue(machine, frame, func, { ...noArguments, positional: [pass] }, at), many };
  });
  return machine.newList(entries);
}

/** `sum(losses)`: the sum of losses is a loss. */
function total(machine: Machine, list: Value | undefined): Value {
  const entries = list === undefined ? undefined : entriesOf(list);
  if (entries === undefined || entries.length === 0) return unknown;
  return entries.map(({ value }) => value).reduce((left, right) => binary(machine, '+', left, right));
}

function lengthOf(value: Value | undefined): Value {
  if (value?.kind === 'constant' && typeof value.value === 'string') return constant(value.value.length);
  if (value?.kind === 'dict' && value.cell.value?.rest === null)
    return constant(value.cell.value.entries.size);
  const entries = value?.kind === 'tuple' || value?.kind === 'list' ? entriesOf(value) : undefined;
  if (entries === undefined || entries.some(({ many }) => many)) return unknown;
  return constant(entries.length);
}
