import { sizeOf } from '../../core/create.ts';
import { allocate, isFloating } from '../../core/dtype.ts';
import { roundTo } from '../../core/rounding.ts';
import { broadcastIndex, broadcastShape } from '../../core/shape.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import { notKnown, raise } from '../signals.ts';
import { floatType, type Operand, resultType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { sumTo } from '../tensor/scatter.ts';
import { dense, libraryOf, shapeOf, wrap } from '../tensor/tensor.ts';
import type { ArrayLibrary, TensorValue } from '../values/value.ts';

/** The values of a result, rounded to its dtype. 64-bit integers beyond 2^53 cannot be told exactly here. */
export function finish(values: Float64Array, shape: readonly number[], dtype: DType): Tensor {
  const data = allocate(dtype, values.length);
  const round = roundTo(dtype);
  // Integers have no negative zero.
  const zero = isFloating(dtype) ? -0 : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (dtype === 'int64' && Math.abs(value) > Number.MAX_SAFE_INTEGER) notKnown('an integer beyond 2^53');
    data[i] = round(value) + zero;
  }
  return { data, shape, dtype };
}

export function mapTensor(source: Tensor, dtype: DType, f: (x: number, i: number) => number): Tensor {
  const out = new Float64Array(source.data.length);
  for (let i = 0; i < out.length; i++) out[i] = f(source.data[i] as number, i);
  return finish(out, source.shape, dtype);
}

/** What an operation does to the dtype of integers. */
export type IntegerPolicy = 'float' | 'same' | 'bool';

export interface UnaryOp {
  /** As in `ExpBackward0`. */
  readonly name: string;
  readonly f: (x: number) => number;
  /** ∂y/∂x from the input and the (rounded) output; missing where nothing flows. */
  readonly slope?: (x: number, y: number) => number;
  readonly integers: IntegerPolicy;
  /** Which numbers the slope uses. */
  readonly saves?: 'input' | 'output' | 'nothing';
}

export function unary(context: Context, op: UnaryOp, input: TensorValue): TensorValue {
  const x = dense(input);
  const dtype =
    op.integers === 'bool'
      ? 'bool'
      : op.integers === 'float'
        ? floatType(x.dtype, input.library, context.defaultDType)
        : x.dtype;
  const y = mapTensor(x, dtype, op.f);
  const { slope } = op;
  return record(context, y, {
    name: op.name,
    inputs: [input],
    backward: (g) => [
      slope
        ? mapTensor(g, g.dtype, (u, i) => u * slope(x.data[i] as number, y.data[i] as number))
        : zerosLike(g),
    ],
    saved: op.saves === 'input' ? [input] : [],
    savesOutput: op.saves === 'output',
  });
}

export const zerosLike = (tensor: Tensor): Tensor => ({
  data: allocate(tensor.dtype, tensor.data.length),
  shape: tensor.shape,
  dtype: tensor.dtype,
});

export type ResultPolicy = 'common' | 'float' | 'bool';

export interface BinaryOp {
  readonly name: string;
  readonly f: (x: number, y: number) => number;
  readonly slopes?: readonly [
    (x: number, y: number, out: number) => number,
    (x: number, y: number, out: number) => number,
  ];
  readonly result: ResultPolicy;
  /** Whose numbers the gradient of one input uses: none, the other input's, or both. */
  readonly saves?: 'nothing' | 'other' | 'both' | 'divisor';
}

/** A Python number as a tensor without dimensions, in the dtype the operation is done in. */
export function operandTensor(operand: Operand, library: ArrayLibrary, dtype: DType): TensorValue {
  if (operand.kind === 'tensor') return operand;
  const data = allocate(dtype, 1);
  data[0] = roundTo(dtype)(Number(operand.value));
  return wrap({ data, shape: [], dtype }, library, operand.random);
}

export function broadcastOrRaise(a: TensorValue, b: TensorValue): readonly number[] {
  const p = shapeOf(a);
  const q = shapeOf(b);
  const shape = broadcastShape(p, q);
  if (shape) return shape;
  if (libraryOf([a, b]) !== 'torch') {
    return raise(
      'ValueError',
      `operands could not be broadcast together with shapes (${p}${p.length === 1 ? ',' : ''}) (${q}${q.length === 1 ? ',' : ''}) `,
    );
  }
  const rank = Math.max(p.length, q.length);
  for (let axis = rank - 1; ; axis--) {
    const m = p[p.length - rank + axis] ?? 1;
    const n = q[q.length - rank + axis] ?? 1;
    if (m === n || m === 1 || n === 1) continue;
    return raise(
      'RuntimeError',
      `The size of tensor a (${m}) must match the size of tensor b (${n}) at non-singleton dimension ${axis}`,
    );
  }
}

export function binary(context: Context, op: BinaryOp, left: Operand, right: Operand): TensorValue {
  const library = libraryOf([left, right].filter((x) => x.kind === 'tensor'));
  const common = resultType([left, right], library, context.defaultDType);
  const a = operandTensor(left, library, common);
  const b = operandTensor(right, library, common);
  const shape = broadcastOrRaise(a, b);
  charge(context, sizeOf(shape));
  const work = op.result === 'float' ? floatType(common, library, context.defaultDType) : common;
  const dtype = op.result === 'bool' ? 'bool' : work;
  const x = inDType(dense(a), work);
  const y = inDType(dense(b), work);
  const ia = broadcastIndex(x.shape, shape);
  const ib = broadcastIndex(y.shape, shape);
  const values = new Float64Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = op.f(x.data[ia(i)] as number, y.data[ib(i)] as number);
  const out = finish(values, shape, dtype);
  const part = (which: 0 | 1, index: (i: number) => number, input: TensorValue) => (g: Tensor) => {
    const slope = op.slopes?.[which];
    const scaled = slope
      ? mapTensor(
          g,
          g.dtype,
          (u, i) => u * slope(x.data[ia(i)] as number, y.data[ib(i)] as number, out.data[i] as number),
        )
      : zerosLike(g);
    return castGradient(sumTo(scaled, shapeOf(input), index), input.dtype);
  };
  const backA = part(0, ia, a);
  const backB = part(1, ib, b);
  return record(context, out, {
    name: op.name,
    inputs: [a, b],
    backward: (g) => [a.requiresGrad ? backA(g) : null, b.requiresGrad ? backB(g) : null],
    // A number divided by a tensor is a product with its reciprocal, which is what is kept.
    saved: op.saves === 'divisor' && left.kind !== 'tensor' ? [] : savedOf(op.saves, a, b),
  });
}

function savedOf(saves: BinaryOp['saves'], a: TensorValue, b: TensorValue): TensorValue[] {
  if (saves === 'both') return [a, b];
  if (saves === 'divisor') return b.requiresGrad ? [a, b] : [b];
  return saves === 'other' ? [...(b.requiresGrad ? [a] : []), ...(a.requiresGrad ? [b] : [])] : [];
}

const inDType = (tensor: Tensor, dtype: DType): Tensor =>
  tensor.dtype === dtype || !isFloating(dtype) ? tensor : mapTensor(tensor, dtype, (x) => x);

export const castGradient = (gradient: Tensor, dtype: DType): Tensor =>
  gradient.dtype === dtype ? gradient : mapTensor(gradient, dtype, (x) => x);
