import { sizeOf } from '../../core/create.ts';
import { layoutAlong, stridesOf } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import { raise } from '../signals.ts';
import { positionsOf } from '../tensor/geometry.ts';
import { dense } from '../tensor/tensor.ts';
import type { ArrayLibrary, TensorValue } from '../values/value.ts';

/** A dimension counted from either end → from the front; raises what the library raises beyond it. */
export function axisOf(dim: number, rank: number, library: ArrayLibrary = 'torch'): number {
  const least = Math.max(rank, 1);
  if (dim < -least || dim >= least) {
    if (library === 'torch') {
      raise(
        'IndexError',
        `Dimension out of range (expected to be in range of [${-least}, ${least - 1}], but got ${dim})`,
        'dim',
      );
    }
    raise('AxisError', `axis ${dim} is out of bounds for array of dimension ${rank}`, 'axis');
  }
  return dim < 0 ? dim + least : dim;
}

/** All axes where none is named. A scalar has the one axis 0 to name. */
export function axesOf(dims: readonly number[] | undefined, rank: number, library: ArrayLibrary): number[] {
  if (!dims || (dims.length === 0 && library === 'torch')) return Array.from({ length: rank }, (_, i) => i);
  const axes = dims.map((dim) => axisOf(dim, rank, library));
  const repeated = axes.find((axis, i) => axes.indexOf(axis) !== i);
  if (repeated !== undefined)
    raise('RuntimeError', `dim ${repeated} appears multiple times in the list of dims`);
  return rank === 0 ? [] : axes;
}

/** The shape after a reduction. */
export function reducedShape(shape: readonly number[], axes: readonly number[], keep: boolean): number[] {
  return shape.flatMap((n, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [n]));
}

/** For each element, in row-major order, the flat index of the group that a reduction over `axes` puts it in. */
export function groupsOf(shape: readonly number[], axes: readonly number[]): Int32Array {
  const kept = stridesOf(reducedShape(shape, axes, true));
  const strides = kept.map((step, axis) => (axes.includes(axis) ? 0 : step));
  return positionsOf({ shape, strides, offset: 0 });
}

/** The elements of a tensor, each with its group in a reduction, and what the reduction makes of its shape. */
export interface Grouped {
  readonly x: Tensor;
  readonly groups: Int32Array;
  readonly shape: readonly number[];
  /** How many groups there are, and how many elements are in each. */
  readonly size: number;
  readonly count: number;
}

export function grouped(input: TensorValue, dims: readonly number[] | undefined, keep: boolean): Grouped {
  const x = dense(input);
  const axes = axesOf(dims, x.shape.length, input.library);
  const shape = reducedShape(x.shape, axes, keep);
  const count = axes.reduce((n, axis) => n * (x.shape[axis] ?? 1), 1);
  return { x, groups: groupsOf(x.shape, axes), shape, size: sizeOf(shape), count };
}

/** The lines of a tensor along one axis: `count` numbers each, `step` apart. */
export function forEachLine(
  shape: readonly number[],
  axis: number,
  visit: (start: number, step: number, count: number, line: number) => void,
): void {
  const { outer, classes, inner } = layoutAlong(shape.length === 0 ? [1] : shape, axis);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) visit(o * classes * inner + i, inner, classes, o * inner + i);
  }
}

/** One line as an array of its own. */
export function lineOf(tensor: Tensor, start: number, step: number, count: number): Float64Array {
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = tensor.data[start + i * step] as number;
  return out;
}
