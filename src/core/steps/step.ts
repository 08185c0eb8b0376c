import { at } from '../create.ts';
import { commonShape } from '../families/elementwise.ts';
import type { Step } from '../loss.ts';
import { broadcastIndex } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** One step; the result is a number, or one per class. */
export const step = (
  label: string,
  formula: string,
  substituted: string,
  value: number | readonly number[],
): Step => ({ label, formula, substituted, value: typeof value === 'number' ? [value] : value });

/** The numbers that meet at element `index` of the tensors' common shape, one of each tensor. */
export function numbersAt<const T extends readonly Tensor[]>(
  tensors: T,
  index: number,
): { readonly [K in keyof T]: number } {
  const shape = commonShape(tensors);
  const numbers = tensors.map((tensor) => at(tensor.data, broadcastIndex(tensor.shape, shape)(index)));
  return numbers as { readonly [K in keyof T]: number };
}
