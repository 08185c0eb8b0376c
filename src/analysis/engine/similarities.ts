import type { BinaryOperator } from '../../python/ast.ts';
import { type Mark, type TensorValue, tensorOf } from '../value.ts';
import type { Value } from './values.ts';

export const hasMark = (value: Value, mark: Mark): boolean =>
  value.kind === 'tensor' && value.marks.includes(mark);

/** `x / x.norm()` is normalised, the product of two such is a similarity, and stays bounded by a temperature. */
export function similarityMarks(op: BinaryOperator, left: Value, right: Value): readonly Mark[] {
  if (op === '/' && hasMark(right, 'norm')) return ['normalised'];
  const vectors = hasMark(left, 'normalised') && hasMark(right, 'normalised');
  if (vectors && (op === '*' || op === '@')) return [op === '*' ? 'normalised' : 'bounded'];
  const scaled = hasMark(left, 'bounded') && isNumber(right) && /^[-+*/]$/.test(op);
  const scales = hasMark(right, 'bounded') && isNumber(left) && /^[-+*]$/.test(op);
  return scaled || scales ? ['bounded'] : [];
}

/** A number, a temperature of which nothing is known, or other similarities. */
const isNumber = (value: Value): boolean =>
  value.kind === 'constant' || value.kind === 'unknown' || hasMark(value, 'bounded');

/** `torch.matmul(a, b)`, `a.mm(b)`: the similarities of vectors that are normalised. */
export function productOf(factors: readonly Value[]): TensorValue {
  const tensors = factors.filter(({ kind }) => kind === 'tensor');
  const similar = tensors.length > 1 && tensors.every((factor) => hasMark(factor, 'normalised'));
  return tensorOf(similar ? { marks: ['bounded'] } : {});
}
