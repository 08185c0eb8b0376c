import { sizeOf } from '../../core/create.ts';
import { broadcastIndex, broadcastShape, stridesOf } from '../../core/shape.ts';
import { raise } from '../signals.ts';
import { positionsOf } from '../tensor/geometry.ts';
import { dense, shapeOf } from '../tensor/tensor.ts';
import type { ArrayLibrary } from '../values/value.ts';
import type { Advanced } from './indexing.ts';
import { indexInRange } from './indexing.ts';

/** Where the elements that index arrays pick lie in the sliced tensor of `shape`, and the shape they form. */
export function advancedPositions(
  shape: readonly number[],
  advanced: readonly Advanced[],
  library: ArrayLibrary,
): { positions: number[]; shape: number[] } {
  const common = advanced.reduce<readonly number[] | undefined>(
    (all, { positions }) => all && broadcastShape(all, shapeOf(positions)),
    [],
  );
  if (!common)
    return raise(
      'IndexError',
      `shape mismatch: indexing tensors could not be broadcast together with shapes ${advanced.map(({ positions }) => `[${shapeOf(positions).join(', ')}]`).join(', ')}`,
    );
  const strides = stridesOf(shape);
  const offsets = new Array<number>(sizeOf(common)).fill(0);
  for (const { axis, positions } of advanced) {
    const { data, shape: own } = dense(positions);
    const at = broadcastIndex(own, common);
    const length = shape[axis] as number;
    for (const i of offsets.keys()) {
      offsets[i] =
        (offsets[i] as number) +
        indexInRange(data[at(i)] as number, length, axis, library) * (strides[axis] as number);
    }
  }
  const axes = advanced.map(({ axis }) => axis);
  const adjacent = axes.every((axis, i) => i === 0 || axis === (axes[i - 1] as number) + 1);
  const front = adjacent ? (axes[0] as number) : 0;
  const rest = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  return placed(shape, strides, rest, front, common, offsets);
}

export function placed(
  shape: readonly number[],
  strides: readonly number[],
  rest: readonly number[],
  front: number,
  common: readonly number[],
  offsets: readonly number[],
): { positions: number[]; shape: number[] } {
  const part = (axes: readonly number[]) => ({
    shape: axes.map((axis) => shape[axis] as number),
    strides: axes.map((axis) => strides[axis] as number),
    offset: 0,
  });
  const before = part(rest.slice(0, front));
  const after = part(rest.slice(front));
  const positions: number[] = [];
  const inner = positionsOf(after);
  for (const a of positionsOf(before))
    for (const b of offsets) for (const c of inner) positions.push(a + b + c);
  return { positions, shape: [...before.shape, ...common, ...after.shape] };
}
