import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import {
  define,
  type Entry,
  numpyBoth,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchMethod,
} from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { isOperand, type Operand } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { dense, shapeOf } from '../tensor/tensor.ts';
import { float } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { applyBinary, binaryOp, operand } from './binary.ts';
import { binary, mapTensor, unary } from './elementwise.ts';
import { fillWith, replaceWith } from './inplace.ts';
import { roundHalfEven } from './special.ts';
import { unaryOp } from './unary.ts';

/** Limits to [low, high]; the gradient passes where the value was inside, the bounds included. */
export function clampNumbers(
  context: Context,
  input: TensorValue,
  low: number | undefined,
  high: number | undefined,
  dtype = input.dtype,
): TensorValue {
  const x = dense(input);
  const inside = (v: number) => (low === undefined || v >= low) && (high === undefined || v <= high);
  const floor = low ?? Number.NEGATIVE_INFINITY;
  const limit = (v: number) => Math.min(Math.max(v, floor), high ?? Number.POSITIVE_INFINITY);
  return record(context, mapTensor(x, dtype, limit), {
    name: 'Clamp',
    inputs: [input],
    backward: (g) => [mapTensor(g, g.dtype, (u, i) => (inside(x.data[i] as number) ? u : 0))],
    saved: [input],
  });
}

const bound = (args: Args, name: string): Operand | undefined =>
  args.has(name) ? operand(args, name) : undefined;

/** A float bound lifts integers, as in arithmetic. */
const clamp: Run = (context, args) => {
  const input = args.tensor('input');
  const [low, high] = [bound(args, 'min'), bound(args, 'max')];
  if (!low && !high) raise('RuntimeError', "torch.clamp: At least one of 'min' or 'max' must not be None");
  const tensors = [low, high].some((x) => x?.kind === 'tensor');
  if (tensors) {
    const raised = low ? applyBinary(context, 'maximum', input, lifted(low, input)) : input;
    return high ? applyBinary(context, 'minimum', raised, lifted(high, input)) : raised;
  }
  const lifts = [low, high].some((x) => x?.kind === 'float') && !input.dtype.includes('float');
  const dtype = lifts ? (input.library === 'numpy' ? 'float64' : context.defaultDType) : input.dtype;
  return clampNumbers(context, input, numberOf(low), numberOf(high), dtype);
};

const lifted = (x: Operand, like: TensorValue): Operand =>
  x.kind === 'tensor' ? x : { ...x, random: like.storage.random };
const numberOf = (x: Operand | undefined): number | undefined =>
  x && x.kind !== 'tensor' ? Number(x.value) : undefined;

const nanToNum: Run = (context, args) => {
  const input = args.tensor('input');
  const x = dense(input);
  const largest = input.dtype === 'float64' ? Number.MAX_VALUE : (2 - 2 ** -23) * 2 ** 127;
  const [nan, high, low] = [
    args.optionalNumber('nan') ?? 0,
    args.optionalNumber('posinf') ?? largest,
    args.optionalNumber('neginf') ?? -largest,
  ];
  const replace = (v: number) =>
    Number.isNaN(v) ? nan : v === Number.POSITIVE_INFINITY ? high : v === Number.NEGATIVE_INFINITY ? low : v;
  return record(context, mapTensor(x, x.dtype, replace), {
    name: 'NanToNum',
    inputs: [input],
    backward: (g: Tensor) => [mapTensor(g, g.dtype, (u, i) => (Number.isFinite(x.data[i]) ? u : 0))],
  });
};

/** `round(x, decimals=2)`. */
const round: Run = (context, args) => {
  const decimals = args.integer('decimals');
  if (decimals === 0) return unary(context, unaryOp('round'), args.tensor('input'));
  const scale = 10 ** decimals;
  return unary(
    context,
    { name: 'Round', integers: 'same', f: (x) => roundHalfEven(x * scale) / scale, slope: () => 0 },
    args.tensor('input'),
  );
};

/** input + weight·(end − input) */
const lerp: Run = (context, args) => {
  const difference = applyBinary(context, 'sub', operand(args, 'end'), operand(args, 'input'));
  return applyBinary(
    context,
    'add',
    operand(args, 'input'),
    applyBinary(context, 'mul', difference, operand(args, 'weight')),
  );
};

const addScaled =
  (name: 'mul' | 'div'): Run =>
  (context, args) => {
    const combined = binary(context, binaryOp(name), operand(args, 'tensor1'), operand(args, 'tensor2'));
    const scaled =
      args.number('value') === 1
        ? combined
        : binary(context, binaryOp('mul'), combined, float(args.number('value')));
    return applyBinary(context, 'add', operand(args, 'input'), scaled);
  };

const fill: Run = (context, args) => {
  const value = args.get('value');
  if (!isOperand(value)) return notKnown('a value to fill with');
  const number = value.kind === 'tensor' ? (dense(value).data[0] as number) : Number(value.value);
  const random = value.kind === 'tensor' ? value.storage.random : value.random;
  return fillWith(context, args.tensor('self'), (count) => new Float64Array(count).fill(number), random);
};

const zero: Run = (context, args) =>
  fillWith(context, args.tensor('self'), (count) => new Float64Array(count), false);

/** `x.copy_(y)` broadcasts y and casts it. */
const copy: Run = (context, args) => {
  const self = args.tensor('self');
  const zeros = mapTensor(
    dense({ ...self, storage: { ...self.storage, lost: undefined } }),
    self.dtype,
    () => 0,
  );
  const source = args.tensor('src');
  const spread = record(context, zeros, { name: 'Zeros', inputs: [], backward: () => [] });
  const cast = mapTensor(dense(source), self.dtype, (x) => x);
  const typed = record(context, cast, {
    name: 'ToCopy',
    inputs: [source],
    backward: (g) => [mapTensor(g, source.dtype, (x) => x)],
  });
  const value = applyBinary(context, self.dtype === 'bool' ? 'logical_or' : 'add', spread, typed);
  if (shapeOf(value).length > shapeOf(self).length)
    raise(
      'RuntimeError',
      `output with shape [${shapeOf(self).join(', ')}] doesn't match the broadcast shape [${shapeOf(value).join(', ')}]`,
    );
  self.storage.lost = undefined;
  return replaceWith(context, self, value);
};

const clampHead = (name: string): string => `${name}(input, min=None, max=None)`;

export const clampFunctions: readonly Entry[] = [
  ...torchBoth(['clamp', 'clip'].map(clampHead).join('; '), clamp),
  ...torchBoth('clamp_min(input, min, max=None)', clamp),
  ...torchBoth('clamp_max(input, max, min=None)', clamp),
  ...torchBoth('nan_to_num(input, nan=None, posinf=None, neginf=None)', nanToNum),
  ...torchBoth('round(input, *, decimals=0)', round),
  ...torchBoth('lerp(input, end, weight)', lerp),
  ...torchBoth('addcmul(input, tensor1, tensor2, *, value=1)', addScaled('mul')),
  ...torchBoth('addcdiv(input, tensor1, tensor2, *, value=1)', addScaled('div')),
  ...torchMethod('fill_(self, value)', fill),
  ...torchMethod('zero_(self)', zero),
  ...torchMethod('copy_(self, src, non_blocking=False)', copy),
  define('numpy:fill(self, value)', fill),
  ...numpyBoth('clip(a:input, a_min|min:min=None, a_max|max:max=None, out=None)', clamp),
  ...numpyFunction('nan_to_num(x:input, copy=True, nan=0.0, posinf=None, neginf=None)', nanToNum),
  ...numpyBoth('round(a:input, decimals=0, out=None)', round),
  ...numpyFunction('around(a:input, decimals=0, out=None); rint(a:input, decimals=0)', round),
  ...tensorflowFunction('clip_by_value(t:input, clip_value_min:min, clip_value_max:max, name=None)', clamp),
  ...tensorflowFunction(
    'round(x:input, name=None, decimals=0); math.round(x:input, name=None, decimals=0)',
    round,
  ),
];
