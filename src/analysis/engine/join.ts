import { type Floor, type LossResult, type TensorValue, unknown } from '../value.ts';
import type { Cell } from './cell.ts';
import { type DictContents, type ListEntry, optionsOf, type Value } from './values.ts';

/** More alternatives than these are not told apart. A model may be made of more kinds of layers. */
const maxOptions = 6;
const maxModules = 12;
/** Tuples inside tuples beyond this are not compared. */
const maxDepth = 6;

/** True when two values are alike in everything but the way they took. */
export function same(a: Value, b: Value, depth = 0): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || depth > maxDepth) return false;
  switch (a.kind) {
    case 'tensor':
      return b.kind === 'tensor' && sameTensor(a, b);
    case 'constant':
      return b.kind === 'constant' && a.value === b.value && a.soft === b.soft && a.integer === b.integer;
    case 'unknown':
      return true;
    case 'library':
      return b.kind === 'library' && a.name === b.name;
    case 'module':
      return b.kind === 'module' && a.path === b.path;
    case 'tuple':
      return b.kind === 'tuple' && sameAll(a.items, b.items, depth);
    case 'union':
      return b.kind === 'union' && sameAll(a.options, b.options, depth);
    case 'method':
      return b.kind === 'method' && a.func.def === b.func.def && same(a.self, b.self);
    case 'function':
      return b.kind === 'function' && a.def === b.def && a.closure === b.closure;
    case 'class':
      return b.kind === 'class' && a.def === b.def && a.scope.parent === b.scope.parent;
    case 'object':
      return (
        b.kind === 'object' &&
        a.items === null &&
        b.items === null &&
        a.at.call === b.at.call &&
        a.name === b.name &&
        sameArguments(a, b)
      );
    case 'object-method':
      return b.kind === 'object-method' && a.name === b.name && same(a.self, b.self);
    default:
      return false;
  }
}

function sameArguments(a: Value & { kind: 'object' }, b: Value & { kind: 'object' }): boolean {
  const [left, right] = [a.args, b.args];
  if (left === right) return true;
  if (left.positional.length !== right.positional.length || left.keywords.size !== right.keywords.size)
    return false;
  if (!left.positional.every(({ value }, i) => same(value, right.positional[i]?.value ?? unknown)))
    return false;
  for (const [name, { value }] of left.keywords) {
    const other = right.keywords.get(name);
    if (other === undefined || !same(value, other.value)) return false;
  }
  return true;
}

function sameAll(a: readonly Value[], b: readonly Value[], depth: number): boolean {
  return a.length === b.length && a.every((item, i) => same(item, b[i] ?? unknown, depth + 1));
}

function sameTensor(a: TensorValue, b: TensorValue): boolean {
  return (
    a.scale === b.scale &&
    a.activation === b.activation &&
    a.axis === b.axis &&
    a.dtype === b.dtype &&
    a.classes === b.classes &&
    a.rowTotal === b.rowTotal &&
    a.beneath?.activation === b.beneath?.activation &&
    a.loss?.call.call === b.loss?.call.call &&
    a.loss?.negated === b.loss?.negated &&
    a.source?.at.call === b.source?.at.call &&
    sameList(a.marks, b.marks) &&
    sameFloor(a.floor, b.floor) &&
    sameShape(a.shape, b.shape)
  );
}

const sameFloor = (a: Floor | null, b: Floor | null): boolean => a?.by === b?.by && a?.at === b?.at;

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i]));
}

function sameShape(a: TensorValue['shape'], b: TensorValue['shape']): boolean {
  if (a === null || b === null) return a === b;
  return sameList(a, b);
}

/** What is true of both. Undefined is a variable not yet written, and gives way. */
export function join(a: Value | undefined, b: Value | undefined, depth = 0): Value {
  if (a === undefined || b === undefined) return a ?? b ?? unknown;
  if (same(a, b)) return a;
  if (a.kind === 'tensor' && b.kind === 'tensor') {
    const merged = joinTensors(a, b);
    if (merged !== undefined) return merged;
  }
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length) {
    if (depth > maxDepth) return unknown;
    return { kind: 'tuple', items: a.items.map((item, i) => join(item, b.items[i], depth + 1)) };
  }
  return union([...optionsOf(a), ...optionsOf(b)]);
}

export function joinAll(values: readonly Value[]): Value {
  const [first, ...rest] = values;
  return rest.reduce((joined, value) => join(joined, value), first ?? unknown);
}

/**
 * Whether the other of two tensors tells more: this one has no elements (`if len(x) == 0: return torch.empty(0, 1)`), or is
 * the other before it was filled in, for the loop that does it has its turns.
 */
const isOnlyBefore = (tensor: TensorValue, other: TensorValue): boolean =>
  tensor.shape?.includes(0) === true || (tensor.marks.includes('zero') && other.marks.includes('filled'));

/** Tensors of one scale stay one tensor; of two scales they are two alternatives. */
function joinTensors(a: TensorValue, b: TensorValue): TensorValue | undefined {
  if (isOnlyBefore(a, b)) return b;
  if (isOnlyBefore(b, a)) return a;
  if (a.scale !== b.scale || a.activation !== b.activation) return undefined;
  return {
    ...a,
    axis: a.axis === b.axis ? a.axis : null,
    source: a.scale !== null || a.source?.name === b.source?.name ? a.source : null,
    shape: joinShapes(a.shape, b.shape),
    dtype: a.dtype === b.dtype ? a.dtype : null,
    classes: a.classes === b.classes ? a.classes : null,
    rowTotal: a.rowTotal === b.rowTotal ? a.rowTotal : null,
    beneath: a.beneath?.activation === b.beneath?.activation ? a.beneath : null,
    marks: a.marks.filter((mark) => b.marks.includes(mark)),
    floor: sameFloor(a.floor, b.floor) ? a.floor : null,
    loss: a.loss?.reduction === b.loss?.reduction ? joinLosses(a.loss, b.loss) : null,
  };
}

const joinLosses = (a: LossResult | null, b: LossResult | null): LossResult | null =>
  a && { ...a, negated: a.negated && b?.negated === true };

function joinShapes(a: TensorValue['shape'], b: TensorValue['shape']): TensorValue['shape'] {
  if (a === null || b === null || a.length !== b.length) return null;
  return a.map((size, i) => (size === b[i] ? size : null));
}

/**
 * Alternatives without doubles. An unknown tensor swallows the others: what may be anything is not known. Beside a module
 * object it stays an alternative, for a model that was perhaps loaded from a file is still that model.
 */
function union(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values) add(options, value);
  const useful = options.some(({ kind }) => kind === 'unknown') ? options.filter(survivesUnknown) : options;
  const [first] = useful;
  if (first === undefined || useful.length > (useful.every(isModule) ? maxModules : maxOptions))
    return unknown;
  return useful.length === 1 ? first : { kind: 'union', options: useful };
}

const isModule = ({ kind }: Value): boolean => kind === 'instance' || kind === 'object';

const survivesUnknown = (value: Value): boolean => value.kind === 'unknown' || value.kind === 'instance';

function add(options: Value[], value: Value): void {
  for (const [i, option] of options.entries()) {
    if (same(option, value)) return;
    const merged =
      option.kind === 'tensor' && value.kind === 'tensor' ? joinTensors(option, value) : undefined;
    if (merged !== undefined) {
      options[i] = merged;
      return;
    }
  }
  options.push(value);
}

/** The join of what one cell holds at the ends of two paths: a value, a list's entries or a dict's. */
export function joinContents(a: unknown, b: unknown, _cell: Cell<unknown>): unknown {
  if (a === b) return a;
  if (a === undefined || b === undefined) return a ?? b;
  if (Array.isArray(a) && Array.isArray(b)) return joinEntries(a as ListEntry[], b as ListEntry[]);
  if (isContents(a) && isContents(b)) return joinDicts(a, b);
  if (isValue(a) && isValue(b)) return join(a, b);
  return null;
}

const isContents = (value: unknown): value is DictContents =>
  typeof value === 'object' && value !== null && 'entries' in value;
const isValue = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'kind' in value;

/** `[a, b]` or `[a]` is `a` and then any number of `b`. */
function joinEntries(a: readonly ListEntry[], b: readonly ListEntry[]): readonly ListEntry[] {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const joined = short.map((entry, i) => joinEntry(entry, long[i] ?? entry));
  const extra = long.slice(short.length);
  if (extra.length === 0) return joined;
  return [...joined, { value: joinAll(extra.map(({ value }) => value)), many: true }];
}

function joinEntry(a: ListEntry, b: ListEntry): ListEntry {
  const many = a.many || b.many;
  const value = join(a.value, b.value);
  return value === a.value && many === a.many ? a : { value, many };
}

function joinDicts(a: DictContents, b: DictContents): DictContents {
  const entries = new Map(a.entries);
  for (const [key, value] of b.entries) entries.set(key, join(entries.get(key), value));
  const rest = a.rest === null || b.rest === null ? (a.rest ?? b.rest) : join(a.rest, b.rest);
  return { entries, rest };
}
