import { sizeOf } from '../../core/create.ts';
import { stridesOf } from '../../core/shape.ts';
import type { Geometry } from '../values/value.ts';

/** Views as changes of geometry: each maps where a tensor's elements lie to where the view's elements lie. */
export type View = (geometry: Geometry) => Geometry;

export const rowMajor = (shape: readonly number[]): Geometry => ({
  shape,
  strides: stridesOf(shape),
  offset: 0,
});

export function isRowMajor({ shape, strides }: Geometry): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis] as number;
  }
  return true;
}

/** The storage position of every element, in row-major order. */
export function positionsOf({ shape, strides, offset }: Geometry): Int32Array {
  const out = new Int32Array(sizeOf(shape));
  let filled = 1;
  out[0] = offset;
  // Grows axis by axis: the positions so far, repeated for each further index.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    const step = strides[axis] as number;
    for (let i = 1; i < length; i++) {
      for (let j = 0; j < filled; j++) out[i * filled + j] = (out[j] as number) + i * step;
    }
    filled *= length;
  }
  return out;
}

export const permute =
  (axes: readonly number[]): View =>
  ({ shape, strides, offset }) => ({
    shape: axes.map((axis) => shape[axis] as number),
    strides: axes.map((axis) => strides[axis] as number),
    offset,
  });

export const unsqueeze =
  (axis: number): View =>
  ({ shape, strides, offset }) => ({
    shape: [...shape.slice(0, axis), 1, ...shape.slice(axis)],
    strides: [...strides.slice(0, axis), 1, ...strides.slice(axis)],
    offset,
  });

export const dropAxes =
  (axes: readonly number[]): View =>
  ({ shape, strides, offset }) => ({
    shape: shape.filter((_, axis) => !axes.includes(axis)),
    strides: strides.filter((_, axis) => !axes.includes(axis)),
    offset,
  });

/** Index `index` of one axis, which disappears. */
export const select =
  (axis: number, index: number): View =>
  ({ shape, strides, offset }) => ({
    shape: shape.filter((_, a) => a !== axis),
    strides: strides.filter((_, a) => a !== axis),
    offset: offset + index * (strides[axis] as number),
  });

/** `length` indices of one axis from `start` in steps of `step` (which may be negative). */
export const slice =
  (axis: number, start: number, length: number, step: number): View =>
  ({ shape, strides, offset }) => ({
    shape: shape.map((n, a) => (a === axis ? length : n)),
    strides: strides.map((n, a) => (a === axis ? n * step : n)),
    offset: length === 0 ? offset : offset + start * (strides[axis] as number),
  });

/** Broadcasts to a shape that the caller has checked: axes of length 1 repeat by a stride of 0. */
export const expand =
  (target: readonly number[]): View =>
  ({ shape, strides, offset }) => {
    const lead = target.length - shape.length;
    const strideOf = (axis: number) =>
      axis < lead || (shape[axis - lead] === 1 && target[axis] !== 1) ? 0 : (strides[axis - lead] as number);
    return { shape: target, strides: target.map((_, axis) => strideOf(axis)), offset };
  };

export const diagonal =
  (shift: number, first: number, second: number): View =>
  ({ shape, strides, offset }) => {
    const rows = (shape[first] as number) + Math.min(shift, 0);
    const columns = (shape[second] as number) - Math.max(shift, 0);
    const rest = (_: number, axis: number) => axis !== first && axis !== second;
    const start = shift >= 0 ? shift * (strides[second] as number) : -shift * (strides[first] as number);
    return {
      shape: [...shape.filter(rest), Math.max(Math.min(rows, columns), 0)],
      strides: [...strides.filter(rest), (strides[first] as number) + (strides[second] as number)],
      offset: offset + start,
    };
  };

/** The same elements under another shape, without a copy; undefined when the strides do not allow it. */
export function reshapeView(geometry: Geometry, shape: readonly number[]): Geometry | undefined {
  if (isRowMajor(geometry)) return { shape, strides: stridesOf(shape), offset: geometry.offset };
  const strides = stridesFor(geometry, shape);
  return strides && { shape, strides, offset: geometry.offset };
}

/** Splits and merges runs of axes that lie behind one another in memory. */
function stridesFor({ shape, strides }: Geometry, target: readonly number[]): number[] | undefined {
  const axes = shape
    .map((length, axis) => ({ length, stride: strides[axis] as number }))
    .filter((a) => a.length !== 1);
  const out = new Array<number>(target.length).fill(1);
  let at = target.length - 1;
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    const base = axes[axis]?.stride as number;
    let run = axes[axis]?.length as number;
    while (axis > 0 && axes[axis - 1]?.stride === run * base) run *= axes[--axis]?.length as number;
    let step = base;
    while (run > 1 && at >= 0) {
      const length = target[at] as number;
      if (length !== 1 && run % length !== 0) return undefined;
      out[at--] = step;
      step *= length;
      run /= length;
    }
    if (run !== 1) return undefined;
  }
  return out;
}
