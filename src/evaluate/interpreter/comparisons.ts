import type { CompareOperator } from '../../python/ast.ts';
import type { Context } from '../context.ts';
import { entriesOf, itemsOf } from '../library/items.ts';
import { applyBinary } from '../ops/binary.ts';
import { notKnown, raise } from '../signals.ts';
import { isOperand } from '../tensor/promote.ts';
import { dense } from '../tensor/tensor.ts';
import { isEqual } from '../values/equal.ts';
import { keyOf } from '../values/key.ts';
import { bool } from '../values/make.ts';
import { isNumber } from '../values/number.ts';
import { isSample, truthOrUnknown } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';
import { callMethod } from './attributes.ts';
import { tensorOperand } from './operators.ts';
import { refusedByLibrary } from './refused.ts';

const comparisons: Partial<Record<CompareOperator, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

/** One comparison of a chain. */
export function compare(context: Context, op: CompareOperator, left: Value, right: Value): Value {
  if (op === 'is' || op === 'is not') return identical(left, right, op === 'is');
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  const random = isSample(left) || isSample(right);
  if (op === 'in' || op === 'not in') return bool(contains(context, right, left) === (op === 'in'), random);
  const name = comparisons[op] as string;
  const tensors = left.kind === 'tensor' || right.kind === 'tensor';
  const a = tensors && tensorOperand(context, left, right);
  const b = tensors && tensorOperand(context, right, left);
  if (a && b) return refusedByLibrary(() => applyBinary(context, name, a, b));
  const own = callMethod(context, left, `__${name}__`, [right]);
  if (own) return own;
  if (op === '==' || op === '!=') return bool(isEqual(left, right) === (op === '=='), random);
  return bool(ordered(op, left, right), random);
}

function identical(left: Value, right: Value, wanted: boolean): Value {
  if (left.kind === 'unknown' || right.kind === 'unknown') return left.kind === 'unknown' ? left : right;
  const simple =
    left.kind === 'None' ||
    left.kind === 'bool' ||
    left.kind === 'ellipsis' ||
    left.kind === 'dtype' ||
    left.kind === 'str' ||
    left.kind === 'int';
  return bool((left === right || (simple && left.kind === right.kind && isEqual(left, right))) === wanted);
}

export const notOrdered = (op: CompareOperator, left: Value, right: Value): never =>
  raise(
    'TypeError',
    `'${op}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  );

function ordered(op: CompareOperator, left: Value, right: Value): boolean {
  const order = compareOrder(left, right);
  if (order === undefined) return notOrdered(op, left, right);
  if (Number.isNaN(order)) return false;
  return op === '<' ? order < 0 : op === '<=' ? order <= 0 : op === '>' ? order > 0 : order >= 0;
}

/** Negative, zero or positive; NaN where a NaN is compared; undefined for values without an order. */
export function compareOrder(left: Value, right: Value): number | undefined {
  if (isNumber(left) && isNumber(right)) {
    const [x, y] = [Number(left.value), Number(right.value)];
    return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
  }
  if (left.kind === 'str' && right.kind === 'str')
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if (left.kind === 'tensor' || right.kind === 'tensor') return compareTensors(left, right);
  const a = itemsOf(left);
  const b = itemsOf(right);
  if (!a || !b || left.kind !== right.kind) return undefined;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (!isEqual(a[i] as Value, b[i] as Value)) return compareOrder(a[i] as Value, b[i] as Value);
  }
  return a.length - b.length;
}

function compareTensors(left: Value, right: Value): number | undefined {
  const number = (value: Value) =>
    value.kind === 'tensor' && dense(value).data.length === 1
      ? dense(value).data[0]
      : isNumber(value)
        ? Number(value.value)
        : undefined;
  const [x, y] = [number(left), number(right)];
  return x === undefined || y === undefined ? undefined : x - y;
}

function contains(context: Context, container: Value, item: Value): boolean {
  if (container.kind === 'str' && item.kind === 'str') return container.value.includes(item.value);
  if (container.kind === 'dict') return entriesOf(container).has(keyOf(item, context.identity));
  if (container.kind === 'set') return entriesOf(container).has(keyOf(item, context.identity));
  if (container.kind === 'tensor' && isOperand(item))
    return dense(applyBinary(context, 'eq', container, item)).data.some((x) => x !== 0);
  const items = itemsOf(container);
  if (items) return items.some((other) => other === item || isEqual(other, item));
  const own = callMethod(context, container, '__contains__', [item]);
  return own ? truthOrUnknown(own) : notKnown(`what a ${typeName(container)} contains`);
}
