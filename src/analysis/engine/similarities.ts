import type { BinaryOperator } from '../../python/ast.ts';
import type { CallSite } from '../site.ts';
import { type Mark, type TensorValue, tensorOf } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import type { Value } from './values.ts';

export const hasMark = (value: Value, mark: Mark): boolean =>
  value.kind === 'tensor' && value.marks.includes(mark);

/** `x / x.norm()` is normalised, the product of two such is a similarity, and stays bounded by a temperature. */
export function similarityMarks(op: BinaryOperator, left: Value, right: Value): readonly Mark[] {
  if (op === '/' && hasMark(right, 'norm')) return ['normalised'];
  const vectors = hasMark(left, 'normalised') && hasMark(right, 'normalised');
  if (vectors && (op === '*' || op === '@')) return [op === '*' ? 'normalised' : 'bounded'];
  return (['normalised', 'bounded'] as const).filter((mark) => {
    const scaled = hasMark(left, mark) && isNumber(right) && /^[-+*/]$/.test(op);
    return scaled || (hasMark(right, mark) && isNumber(left) && /^[-+*]$/.test(op));
  });
}

/** A number, a temperature of which nothing is known, or other similarities. */
const isNumber = (value: Value): boolean =>
  value.kind === 'constant' || value.kind === 'unknown' || hasMark(value, 'bounded');

/** `x.norm(dim=1, keepdim=True)` of anything: a layer called `norm` takes no such arguments. */
export const isVectorNorm = ({ keywords }: CallArguments, { call }: CallSite): boolean =>
  call.func.kind === 'Attribute' &&
  call.func.attr === 'norm' &&
  ['p', 'dim', 'keepdim', 'axis', 'keepdims'].some((name) => keywords.has(name));

/** `torch.matmul(a, b)`, `a.mm(b)`: the similarities of vectors that are normalised. */
export function productOf(factors: readonly Value[]): TensorValue {
  const tensors = factors.filter(({ kind }) => kind === 'tensor');
  const similar = tensors.length > 1 && tensors.every((factor) => hasMark(factor, 'normalised'));
  return tensorOf(similar ? { marks: ['bounded'] } : {});
}
