import { at } from '../create.ts';
import { layoutAlong } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** How far a row's sum may be from 1 for the row still to count as probabilities: printed tensors have four decimals. */
const TOLERANCE = 2e-3;

/** Flat indices of the elements that fulfil `test`, at most `limit`. */
export function indicesWhere({ data }: Tensor, test: (x: number) => boolean, limit = 5): number[] {
  const found: number[] = [];
  for (let i = 0; i < data.length && found.length < limit; i++) if (test(at(data, i))) found.push(i);
  return found;
}

export const every = ({ data }: Tensor, test: (x: number) => boolean): boolean => {
  for (let i = 0; i < data.length; i++) if (!test(at(data, i))) return false;
  return data.length > 0;
};

export const countWhere = ({ data }: Tensor, test: (x: number) => boolean): number => {
  let count = 0;
  for (let i = 0; i < data.length; i++) if (test(at(data, i))) count++;
  return count;
};

export const isUnit = (x: number): boolean => x >= 0 && x <= 1;
export const isBit = (x: number): boolean => x === 0 || x === 1;

/** Whether all are in [0, 1] and each line along `axis` sums to 1: what a softmax leaves. Needs two numbers a line. */
export function sumsToOne(tensor: Tensor, axis: number): boolean {
  const { outer, classes, inner } = layoutAlong(tensor.shape, axis);
  if (classes < 2 || !every(tensor, isUnit)) return false;
  for (let n = 0; n < outer; n++)
    for (let d = 0; d < inner; d++) {
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += at(tensor.data, (n * classes + c) * inner + d);
      if (Math.abs(sum - 1) > TOLERANCE) return false;
    }
  return true;
}

/** Whether each line along `axis` is a logarithm of probabilities: log-softmax's output. */
export function expSumsToOne(tensor: Tensor, axis: number): boolean {
  if (!every(tensor, (x) => x <= 0)) return false;
  return sumsToOne({ ...tensor, data: Float64Array.from(tensor.data, Math.exp) }, axis);
}

/** Classes: axis 1, or the only one; the last for a variant of another library. */
export const classAxisOf = (tensor: Tensor, last: boolean): number =>
  tensor.shape.length === 1 ? 0 : last ? tensor.shape.length - 1 : 1;

/** A number for a message: four digits. */
export const show = (x: number): string =>
  Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(4)));
