import type { Expr } from '../../python/ast.ts';
import type { TensorValue } from '../value.ts';
import type { Value } from './values.ts';

type Shape = TensorValue['shape'];

/**
 * The shape of `x[i]`, `x[:, 0]`, `x[:80]`, `x[:, None]`: null where an index may be a number or an array.
 * @param indices what stands in the brackets, `values` what it came to
 */
export function indexedShape(shape: Shape, indices: readonly Expr[], values: readonly Value[]): Shape {
  if (shape === null) return null;
  const found: (number | null)[] = [];
  let axis = 0;
  for (const [i, index] of indices.entries()) {
    if (isNewAxis(index)) found.push(1);
    else if (index.kind === 'Slice') found.push(sizeOf(index, shape[axis++] ?? null));
    else if (isNumber(values[i])) axis++;
    else return null;
  }
  return axis > shape.length ? null : [...found, ...shape.slice(axis)];
}

/** `None` or `np.newaxis` in brackets. */
export const isNewAxis = (index: Expr): boolean =>
  (index.kind === 'Constant' && index.type === 'None') ||
  (index.kind === 'Attribute' && index.attr === 'newaxis');

/** A whole axis keeps its size, and `:1` is one of any. */
function sizeOf({ lower, upper, step }: Expr & { kind: 'Slice' }, size: number | null): number | null {
  if (lower === null && upper === null && step === null) return size;
  return lower === null && upper?.kind === 'Constant' && upper.value === 1 && size !== 0 ? 1 : null;
}

/** A number, or a tensor that is one. */
const isNumber = (value: Value | undefined): boolean =>
  (value?.kind === 'constant' && typeof value.value === 'number') ||
  (value?.kind === 'tensor' && value.shape?.length === 0);
