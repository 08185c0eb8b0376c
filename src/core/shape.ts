import { sizeOf } from './create.ts';

type Shape = readonly number[];

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/** `[2, 3]`, as PyTorch writes sizes in its messages. */
export const sizes = (shape: Shape): string => `[${shape.join(', ')}]`;
/** `torch.Size([2, 3])` */
export const torchSize = (shape: Shape): string => `torch.Size([${shape.join(', ')}])`;

/** Steps between neighbours along each axis of a row-major tensor. */
export const stridesOf = (shape: Shape): number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** The common shape under NumPy's broadcasting rule, or undefined when there is none. */
export function broadcastShape(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const out: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const p = a[a.length - rank + axis] ?? 1;
    const q = b[b.length - rank + axis] ?? 1;
    if (p !== q && p !== 1 && q !== 1) return undefined;
    out.push(p === 1 ? q : p);
  }
  return out;
}

/** Maps a flat index of `out` to the flat index of the element of `shape` that broadcasts there. */
export function broadcastIndex(shape: Shape, out: Shape): (i: number) => number {
  if (sameShape(shape, out)) return (i) => i;
  if (sizeOf(shape) === 1) return () => 0;
  const strides = stridesOf(shape);
  const outStrides = stridesOf(out);
  const lead = out.length - shape.length;
  return (i) => {
    let offset = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      const length = shape[axis] as number;
      if (length === 1) continue;
      const position = Math.floor(i / (outStrides[lead + axis] as number)) % length;
      offset += position * (strides[axis] as number);
    }
    return offset;
  };
}

/** A class axis among others: element (n, c, d) lies at (n·classes + c)·inner + d. */
export interface ClassLayout {
  readonly outer: number;
  readonly classes: number;
  readonly inner: number;
}

export function layoutAlong(shape: Shape, axis: number): ClassLayout {
  return {
    outer: sizeOf(shape.slice(0, axis)),
    classes: shape[axis] ?? 1,
    inner: sizeOf(shape.slice(axis + 1)),
  };
}

/** PyTorch's rule: classes lie on axis 1, on axis 0 of a single sample. */
export const classLayout = (shape: Shape): ClassLayout => layoutAlong(shape, shape.length === 1 ? 0 : 1);
