import type { Context } from '../context.ts';
import { slice } from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { rankOf, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { unary } from './elementwise.ts';
import { linear } from './matmul.ts';
import { unaryOp } from './unary.ts';

export type Kind = 'LSTM' | 'GRU' | 'RNN';

/** Gates of a unit: each has its own rows of the weights. */
export const gates: Readonly<Record<Kind, number>> = { LSTM: 4, GRU: 3, RNN: 1 };

export interface Weights {
  readonly input: TensorValue;
  readonly hidden: TensorValue;
  readonly inputBias: TensorValue | undefined;
  readonly hiddenBias: TensorValue | undefined;
}

/** The hidden state, and the cell of an LSTM. */
export type Carry = readonly TensorValue[];

const sigmoid = (context: Context, x: TensorValue) => unary(context, unaryOp('sigmoid'), x);
const tanh = (context: Context, x: TensorValue) => unary(context, unaryOp('tanh'), x);
const add = (context: Context, a: TensorValue, b: TensorValue) => applyBinary(context, 'add', a, b);
const times = (context: Context, a: TensorValue, b: TensorValue) => applyBinary(context, 'mul', a, b);

function parts(context: Context, x: TensorValue, count: number): TensorValue[] {
  const axis = rankOf(x) - 1;
  const width = (shapeOf(x)[axis] as number) / count;
  return Array.from({ length: count }, (_, i) =>
    recordView(context, 'Split', x, slice(axis, i * width, width, 1)),
  );
}

/** One step: the next state from an input (…, I) and a state (…, H), by PyTorch's equations. */
export function advance(
  context: Context,
  kind: Kind,
  activation: 'tanh' | 'relu',
  weights: Weights,
  input: TensorValue,
  carry: Carry,
): Carry {
  const [h, c] = carry as [TensorValue, TensorValue];
  const fromInput = linear(context, input, weights.input, weights.inputBias);
  const fromHidden = linear(context, h, weights.hidden, weights.hiddenBias);
  if (kind === 'RNN') return [unary(context, unaryOp(activation), add(context, fromInput, fromHidden))];
  if (kind === 'LSTM') {
    const [i, f, g, o] = parts(context, add(context, fromInput, fromHidden), 4) as TensorValue[];
    const kept = times(context, sigmoid(context, f as TensorValue), c);
    const fresh = times(context, sigmoid(context, i as TensorValue), tanh(context, g as TensorValue));
    const cell = add(context, kept, fresh);
    return [times(context, sigmoid(context, o as TensorValue), tanh(context, cell)), cell];
  }
  const [ri, zi, ni] = parts(context, fromInput, 3) as [TensorValue, TensorValue, TensorValue];
  const [rh, zh, nh] = parts(context, fromHidden, 3) as [TensorValue, TensorValue, TensorValue];
  const r = sigmoid(context, add(context, ri, rh));
  const z = sigmoid(context, add(context, zi, zh));
  const n = tanh(context, add(context, ni, times(context, r, nh)));
  return [add(context, times(context, applyBinary(context, 'sub', h, n), z), n)];
}
