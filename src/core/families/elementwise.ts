import { at, sizeOf, zeros } from '../create.ts';
import { isFloating, promote, scalarTypeName } from '../dtype.ts';
import type { Elements, LossError } from '../loss.ts';
import { type Precision, precisionOf, roundTo } from '../rounding.ts';
import { broadcastIndex, broadcastShape, torchSize } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';

/** A function of one element of each tensor, in the order of the tensors. */
export type Pointwise = (precision: Precision, ...values: number[]) => number;

/** The common shape of all `tensors`; the first one's where they do not fit (check refuses those before). */
export const commonShape = (tensors: readonly Tensor[]): readonly number[] =>
  tensors.reduce<readonly number[]>((shape, next) => broadcastShape(shape, next.shape) ?? shape, []);

/** Applies `f` to the broadcast tensors, element by element, rounding each result to `dtype`. */
export function mapElements(tensors: readonly Tensor[], dtype: DType, f: Pointwise): Tensor {
  const out = zeros(commonShape(tensors), dtype);
  const precision = precisionOf(dtype);
  eachElement(tensors, out.shape, (i, values) => {
    out.data[i] = precision.store(applied(f, precision, values));
  });
  return out;
}

/** Elements of a loss whose mean divides by their count. */
export function elementsOf(losses: Tensor): Elements {
  return { losses, divisor: losses.data.length };
}

/**
 * Σ upstream·slope for each tensor that has a slope, summed over the axes along which it was broadcast.
 * @param upstream one number per element of the common shape
 */
export function mapGradients<Name extends string>(
  tensors: Readonly<Record<Name, Tensor>>,
  dtype: DType,
  upstream: Float64Array,
  slopes: Readonly<Partial<Record<NoInfer<Name>, Pointwise>>>,
): Readonly<Record<string, Tensor>> {
  const all: readonly Tensor[] = Object.values(tensors);
  const shape = commonShape(all);
  const precision = precisionOf(dtype);
  const entries = Object.entries<Pointwise | undefined>(slopes).flatMap(([name, slope]) => {
    const of = tensors[name as Name];
    if (!slope || !isFloating(of.dtype)) return [];
    const sums = new Float64Array(of.data.length);
    const home = broadcastIndex(of.shape, shape);
    eachElement(all, shape, (i, values) => {
      const g = precision.store((upstream[i] as number) * applied(slope, precision, values));
      sums[home(i)] = (sums[home(i)] as number) + g;
    });
    return [[name, finish(sums, of, dtype)]];
  });
  return Object.fromEntries(entries);
}

/** f(precision, ...values): spelled out, which takes a fifth of the time of spreading a list. */
function applied(f: Pointwise, precision: Precision, values: readonly number[]): number {
  const [a, b, c, d] = values as [number, number, number, number];
  switch (values.length) {
    case 2:
      return f(precision, a, b);
    case 3:
      return f(precision, a, b, c);
    case 4:
      return f(precision, a, b, c, d);
    default:
      return f(precision, ...values);
  }
}

function finish(sums: Float64Array, like: Tensor, dtype: DType): Tensor {
  const out = zeros(like.shape, dtype);
  out.data.set(sums.map(roundTo(dtype)));
  return out;
}

function eachElement(
  tensors: readonly Tensor[],
  shape: readonly number[],
  visit: (i: number, values: number[]) => void,
): void {
  const places = tensors.map((tensor) => broadcastIndex(tensor.shape, shape));
  const values = tensors.map(() => 0);
  const size = sizeOf(shape);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < tensors.length; k++)
      values[k] = at((tensors[k] as Tensor).data, (places[k] as (i: number) => number)(i));
    visit(i, values);
  }
}

/** PyTorch's refusal of shapes that do not broadcast. */
export function checkBroadcast(a: Tensor, b: Tensor, at: string): LossError | undefined {
  if (broadcastShape(a.shape, b.shape)) return undefined;
  const rank = Math.max(a.shape.length, b.shape.length);
  for (let axis = rank - 1; axis >= 0; axis--) {
    const p = a.shape[a.shape.length - rank + axis] ?? 1;
    const q = b.shape[b.shape.length - rank + axis] ?? 1;
    if (p === q || p === 1 || q === 1) continue;
    return {
      message: `The size of tensor a (${p}) must match the size of tensor b (${q}) at non-singleton dimension ${axis}`,
      cause: `The shapes ${torchSize(a.shape)} and ${torchSize(b.shape)} do not broadcast.`,
      cure: 'Give both tensors the same shape.',
      at,
    };
  }
  return undefined;
}

/** PyTorch's refusal of integers where a kernel exists for floating dtypes only. */
export function checkFloating(kernel: string, a: Tensor, b: Tensor, name: string): LossError | undefined {
  const dtype = promote(a.dtype, b.dtype);
  if (isFloating(dtype)) return undefined;
  return {
    message: `"${kernel}" not implemented for '${scalarTypeName(dtype)}'`,
    cause: `Both tensors are integers (${dtype}); the loss is computed in floating point.`,
    cure: `Convert the prediction: ${name}.float().`,
    at: name,
  };
}
