import { sizeOf } from '../../core/create.ts';
import { type Context, spend } from '../context.ts';
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import type { Value } from '../values/value.ts';

/** How a window walks over the axes behind batch and channels. */
export interface Walk {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

/** One number for every axis, or one for each: `3`, `(3, 2)`. */
export function perAxis(value: Value, axes: number, what: string): number[] {
  const items = value.kind === 'int' ? Array.from({ length: axes }, () => value) : itemsOf(value);
  if (items?.length === 1 && axes > 1) return perAxis(items[0] as Value, axes, what);
  if (items?.length !== axes) return notKnown(`${what} of this form`);
  return items.map((item) => (item.kind === 'int' ? item.value : notKnown(`${what} of this form`)));
}

/** How often the window fits on each axis. */
export function outputSize(size: readonly number[], { kernel, stride, padding, dilation }: Walk): number[] {
  return size.map((length, axis) => {
    const [k, s, p, d] = [kernel, stride, padding, dilation].map((each) => each[axis] as number);
    const reach = (d as number) * ((k as number) - 1) + 1;
    const padded = length + 2 * (p as number);
    if (padded < reach) {
      const sizes = (each: readonly number[]) => `(${each.join(' x ')})`;
      raise(
        'RuntimeError',
        `Calculated padded input size per channel: ${sizes(size.map((n, i) => n + 2 * (padding[i] as number)))}. ` +
          `Kernel size: ${sizes(kernel)}. Kernel size can't be greater than actual input size`,
        'input',
      );
    }
    return Math.floor((padded - reach) / (s as number)) + 1;
  });
}

/**
 * For each place of the window, in row-major order, the flat positions it covers and which element of the kernel each of them
 * meets. Positions in the padding are left out.
 */
export function windows(
  context: Context,
  size: readonly number[],
  walk: Walk,
): readonly { readonly at: Int32Array; readonly tap: Int32Array }[] {
  const out = outputSize(size, walk);
  const [places, taps] = [sizeOf(out), sizeOf(walk.kernel)];
  spend(context, places * taps);
  return Array.from({ length: places }, (_, place) => {
    const start = unravel(place, out).map(
      (n, axis) => n * (walk.stride[axis] as number) - (walk.padding[axis] as number),
    );
    const at: number[] = [];
    const tap: number[] = [];
    for (let k = 0; k < taps; k++) {
      const position = unravel(k, walk.kernel).map(
        (n, axis) => (start[axis] as number) + n * (walk.dilation[axis] as number),
      );
      if (position.some((n, axis) => n < 0 || n >= (size[axis] as number))) continue;
      at.push(position.reduce((flat, n, axis) => flat * (size[axis] as number) + n, 0));
      tap.push(k);
    }
    return { at: Int32Array.from(at), tap: Int32Array.from(tap) };
  });
}

/** The indices of a flat position. */
function unravel(flat: number, shape: readonly number[]): number[] {
  const indices = new Array<number>(shape.length);
  let left = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    indices[axis] = left % length;
    left = Math.floor(left / length);
  }
  return indices;
}
