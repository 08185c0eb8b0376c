import type { BinaryOperator, Expr } from '../../python/ast.ts';
import type { TensorValue } from '../value.ts';
import { graphMarks, shapeOf } from './arithmetic.ts';
import { type Application, numberAt } from './effects.ts';
import type { Value } from './values.ts';

/** `(p + q) / 2`, `0.9 * p + 0.1 * q`: softmaxes of which the weights add up to 1 are a probability again. */
export function mixture(op: BinaryOperator, left: Value, right: Value): TensorValue | undefined {
  if (op === '+') return sum(left, right);
  const weight = weightOf(op, left, right);
  const one = left.kind === 'tensor' ? left : right;
  const total = totalOf(one);
  if (one.kind !== 'tensor' || weight === undefined || weight === 1 || total === null) return undefined;
  return withTotal(one, total * weight);
}

function sum(left: Value, right: Value): TensorValue | undefined {
  const [first, second] = [totalOf(left), totalOf(right)];
  if (left.kind !== 'tensor' || right.kind !== 'tensor' || first === null || second === null)
    return undefined;
  if (left.axis !== right.axis) return undefined;
  const classes = left.classes === right.classes ? left.classes : null;
  const known = { ...left, classes, shape: shapeOf(left, right), marks: graphMarks('+', left, right) };
  return withTotal(known, first + second);
}

/** What the entries of a softmax, or of a sum of them, add up to along an axis that is known. */
function totalOf(value: Value): number | null {
  if (value.kind !== 'tensor' || value.axis === null || value.loss !== null) return null;
  const isSoftmax = value.activation === 'softmax' && value.scale === 'probabilities';
  return isSoftmax && !value.marks.includes('complement') ? 1 : value.rowTotal;
}

/** The number by which a tensor is multiplied; undefined for any other operation. */
function weightOf(op: BinaryOperator, left: Value, right: Value): number | undefined {
  const number = right.kind === 'constant' ? right : op === '*' ? left : undefined;
  if (number?.kind !== 'constant' || typeof number.value !== 'number' || number.soft) return undefined;
  const weight = op === '*' ? number.value : op === '/' ? 1 / number.value : 0;
  return weight > 0 ? weight : undefined;
}

/** Which softmax it was is not known any more: none of them can be taken away alone. */
function withTotal(tensor: TensorValue, total: number): TensorValue {
  const rest = { ...tensor, activation: null, source: null, beneath: null };
  return Math.abs(total - 1) < 1e-9
    ? { ...rest, scale: 'probabilities', rowTotal: null }
    : { ...rest, scale: null, rowTotal: total };
}

/** `torch.stack([p, q]).mean(0)`: the mean over what has just been stacked is what each of them is. */
export function meanOfStacked(application: Application, tensor: TensorValue): TensorValue | undefined {
  const { effect, form, settings, at } = application;
  const { func, args } = at.call;
  if (effect.does !== 'reduce' || effect.how !== 'mean' || totalOf(tensor) !== 1) return undefined;
  const axis = numberAt(settings, [form === 'method' ? 0 : 1, 'dim', 'axis']);
  const isStacked = isStack(args[0]?.value) || (func.kind === 'Attribute' && isStack(func.value));
  return axis === 0 && isStacked ? withTotal(tensor, 1) : undefined;
}

/** `torch.stack(list)` or `torch.stack(list, dim=0)`: a new first axis. */
function isStack(node: Expr | undefined): boolean {
  if (node?.kind !== 'Call' || node.func.kind !== 'Attribute' || node.func.attr !== 'stack') return false;
  return node.args.slice(1).every(({ value }) => value.kind === 'Constant' && value.value === 0);
}
