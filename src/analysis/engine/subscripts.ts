import type { Expr, Subscript } from '../../python/ast.ts';
import { type TensorValue, tensorOf, unknown } from '../value.ts';
import { withMark } from './arithmetic.ts';
import { assignTo } from './assign.ts';
import { setAttribute } from './attributes.ts';
import { memberNamed } from './chosen.ts';
import { entriesOf, isModuleDict, moduleDict } from './containers.ts';
import { dictGet, dictSet } from './dicts.ts';
import { evaluate } from './expressions.ts';
import { indexedShape, isNewAxis } from './indexed.ts';
import { join, joinAll } from './join.ts';
import type { Frame, Machine } from './machine.ts';
import { rowsFilled, withoutRows } from './rows.ts';
import { columnsOf, partOf, picked } from './shapes.ts';
import type { ListEntry, Value } from './values.ts';

/** `value[index]`. */
export function subscript(machine: Machine, frame: Frame, node: Subscript): Value {
  const value = evaluate(machine, frame, node.value);
  const index = node.index.kind === 'Slice' ? unknown : evaluate(machine, frame, node.index);
  return itemOf(machine, value, index, node.index);
}

function itemOf(machine: Machine, value: Value, index: Value, node: Expr): Value {
  switch (value.kind) {
    case 'union':
      return joinAll(value.options.map((option) => itemOf(machine, option, index, node)));
    case 'dict':
      return dictGet(value, index);
    case 'tuple':
    case 'list':
      return fromSequence(machine, value, index, node);
    case 'tensor':
      // What has names for its items is no tensor after all.
      return node.kind === 'Constant' && node.type === 'str' ? unknown : fromTensor(value, index, node);
    case 'object':
      return fromObject(machine, value, index, node);
    case 'object-method':
      return value.name === '__dict__' ? memberNamed(machine, value.self, index) : unknown;
    case 'library':
    case 'class':
      return value;
    default:
      return unknown;
  }
}

function fromObject(machine: Machine, value: Value & { kind: 'object' }, index: Value, node: Expr): Value {
  const attribute =
    index.kind === 'constant' && typeof index.value === 'string'
      ? value.attributes.get(index.value)
      : undefined;
  if (attribute?.value !== undefined) return attribute.value;
  if (isModuleDict(value)) return dictGet(moduleDict(machine, value), index);
  if (value.items === null) return unknown;
  if (node.kind === 'Slice') {
    const items = fromSequence(machine, value.items, index, node);
    return items.kind === 'list' ? { ...value, items } : unknown;
  }
  return fromSequence(machine, value.items, index, node);
}

function fromSequence(machine: Machine, value: Value, index: Value, node: Expr): Value {
  const entries = entriesOf(value) ?? [];
  const exact = entries.every(({ many }) => !many);
  if (node.kind === 'Slice') return sliced(machine, value, entries, exact, node);
  if (index.kind !== 'constant' || typeof index.value !== 'number')
    return joinAll(entries.map((entry) => entry.value));
  if (placeKnown(entries, index.value)) return entries.at(index.value)?.value ?? unknown;
  return joinAll(reachedFrom(entries, index.value).map((entry) => entry.value));
}

/** The entries that an uncertain place may be: those surely before it, from the end it is counted from, are not. */
function reachedFrom(entries: readonly ListEntry[], place: number): readonly ListEntry[] {
  const uncertain = entries.map(({ many }) => many);
  return place < 0
    ? entries.slice(0, uncertain.lastIndexOf(true) + 1)
    : entries.slice(uncertain.indexOf(true));
}

/** The place is certain when no uncertain element lies between it and the end it is counted from. */
function placeKnown(entries: readonly ListEntry[], place: number): boolean {
  const counted = place < 0 ? entries.slice(place) : entries.slice(0, place + 1);
  return counted.every(({ many }) => !many);
}

function sliced(
  machine: Machine,
  value: Value,
  entries: readonly ListEntry[],
  exact: boolean,
  node: Expr & { kind: 'Slice' },
): Value {
  const [lower, upper] = [integer(node.lower), integer(node.upper)];
  if (!exact || node.step !== null || lower === undefined || upper === undefined)
    return machine.newList([{ value: joinAll(entries.map((entry) => entry.value)), many: true }]);
  const part = entries.slice(lower ?? 0, upper ?? entries.length);
  return value.kind === 'tuple'
    ? { kind: 'tuple', items: part.map((entry) => entry.value) }
    : machine.newList(part);
}

/** Null when left out, undefined when not a plain number. */
function integer(node: Expr | null): number | null | undefined {
  if (node === null) return null;
  if (node.kind === 'Constant' && typeof node.value === 'number') return node.value;
  if (
    node.kind === 'UnaryOp' &&
    node.op === '-' &&
    node.operand.kind === 'Constant' &&
    typeof node.operand.value === 'number'
  )
    return -node.operand.value;
  return undefined;
}

/** Rows and slices keep the scale; one column of a softmax is a probability, no distribution. */
function fromTensor(tensor: TensorValue, index: Value, node: Expr): TensorValue {
  const indices = node.kind === 'Tuple' ? node.elts : [node];
  const values = index.kind === 'tuple' ? index.items : [index];
  const shape = indexedShape(tensor.shape, indices, values);
  const column = indices.length > 1 && picksOne(indices.at(-1));
  const second = indices.length > 1 && picksOne(indices[1]);
  if (column || second) return { ...columnsOf(tensor), shape };
  const whole = indices.every(
    (index) => index.kind === 'Slice' && index.lower === null && index.upper === null,
  );
  const kept =
    indices.length === 1 && !isInteger(indices[0])
      ? tensor.classes
      : indices.length === 1
        ? null
        : tensor.classes;
  if (whole) return { ...tensor, classes: kept };
  const { marks } = tensor;
  const rows = {
    ...partOf(keepsAxes(indices) ? tensor : { ...tensor, marks: withoutRows(marks) }),
    shape,
    classes: kept,
  };
  return indices.length > 1 && indices.every(isArray) ? picked(rows) : rows;
}

/** Whether an index chooses among the first axis and leaves the others. */
const keepsAxes = (indices: readonly Expr[]): boolean =>
  indices.length === 1 && !indices.some((index) => isNewAxis(index) || isInteger(index));

/** `rows` and `labels` in `p[rows, labels]`: neither a slice nor a number, None or `...`. */
const isArray = ({ kind }: Expr): boolean => kind !== 'Slice' && kind !== 'Constant' && kind !== 'UnaryOp';

const isInteger = (node: Expr | undefined): boolean =>
  node !== undefined &&
  ((node.kind === 'Constant' && node.type === 'int') ||
    (node.kind === 'UnaryOp' && node.op === '-' && node.operand.kind === 'Constant'));

/** `1`, and the slices `:1` and `1:2`. */
function picksOne(node: Expr | undefined): boolean {
  if (node?.kind !== 'Slice') return isInteger(node);
  const [lower, upper] = [integer(node.lower), integer(node.upper)];
  return typeof upper === 'number' && lower !== undefined && upper > 0 && upper - (lower ?? 0) === 1;
}

/** `value[index] = item`. */
export function setItem(machine: Machine, frame: Frame, target: Subscript, item: Value): void {
  const value = evaluate(machine, frame, target.value);
  const index = target.index.kind === 'Slice' ? unknown : evaluate(machine, frame, target.index);
  if (value.kind === 'tensor') fill(machine, frame, target.value, value, item);
  if (value.kind === 'dict') dictSet(machine, value, index, item);
  if (value.kind === 'object' && isModuleDict(value) && index.kind === 'constant')
    setAttribute(machine, value, String(index.value), item);
  const list = value.kind === 'object' ? value.items : value;
  if (list?.kind !== 'list') return;
  const entries = list.cell.value ?? [];
  const place = index.kind === 'constant' && typeof index.value === 'number' ? index.value : null;
  const at = place !== null && place < 0 ? entries.length + place : place;
  const exact = at !== null && entries.every(({ many }) => !many);
  const changed = entries.map((entry, i) =>
    exact
      ? i === at
        ? { value: item, many: false }
        : entry
      : { value: join(entry.value, item), many: entry.many },
  );
  machine.store.write(list.cell, changed);
}

/** `outputs = torch.zeros(…)`, then `outputs[t] = p` for every `t`: zeros filled with one kind of thing are that. */
function fill(machine: Machine, frame: Frame, target: Expr, into: TensorValue, item: Value): void {
  if (!into.marks.includes('zero') && !into.marks.includes('filled')) return;
  const { shape, dtype } = into;
  assignTo(
    machine,
    frame,
    target,
    isFilling(into, item)
      ? filledWith(into, item)
      : tensorOf({ shape, dtype, marks: rowsFilled(into, item) }),
  );
}

const isFilling = (into: TensorValue, item: Value): item is TensorValue =>
  item.kind === 'tensor' &&
  item.scale !== null &&
  (into.marks.includes('zero') || (into.scale === item.scale && into.activation === item.activation));

/** An axis counted from the start is another one in what has more axes. */
const filledWith = ({ shape, dtype }: TensorValue, item: TensorValue): TensorValue => ({
  ...item,
  shape,
  dtype,
  axis: item.axis !== null && item.axis < 0 ? item.axis : null,
  rowTotal: null,
  loss: null,
  marks: withMark(item.marks, 'filled'),
});
