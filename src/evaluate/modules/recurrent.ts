import { full } from '../../core/create.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import type { Run } from '../library/define.ts';
import { concatenate, stack, unbind } from '../ops/join.ts';
import { advance, type Carry, gates, type Kind, type Weights } from '../ops/recurrent.ts';
import { insertAxis, reshape } from '../ops/shape.ts';
import { transposed } from '../ops/transpose.ts';
import { notKnown } from '../signals.ts';
import { rankOf, shapeOf, wrap } from '../tensor/tensor.ts';
import { none, tuple } from '../values/make.ts';
import type { ClassValue, TensorValue, Value } from '../values/value.ts';
import { fillUniform } from './init.ts';
import { emptyParameter } from './layers.ts';
import { isTraining, keepArguments, layer, numberSetting } from './module.ts';
import { selfOf } from './tree.ts';

/** Weights in PyTorch's order, all uniform within 1/√H. */
function createWeights(context: Context, args: Args, kind: Kind, suffix: string, inputs: number): void {
  const { attributes } = selfOf(args);
  const hidden = args.integer('hidden_size');
  const rows = gates[kind] * hidden;
  const shapes: Readonly<Record<string, readonly number[]>> = {
    weight_ih: [rows, inputs],
    weight_hh: [rows, hidden],
    ...(args.flag('bias') ? { bias_ih: [rows], bias_hh: [rows] } : {}),
  };
  for (const [name, shape] of Object.entries(shapes))
    attributes.set(`${name}${suffix}`, emptyParameter(context, args, shape));
}

/** All parameters are made before the first is drawn. */
function drawWeights(context: Context, args: Args): void {
  const bound = 1 / Math.sqrt(args.integer('hidden_size'));
  for (const value of selfOf(args).attributes.values())
    if (value.kind === 'tensor' && value.isParameter) fillUniform(context, value, -bound, bound);
}

function weightsOf(args: Args, suffix: string): Weights {
  const { attributes } = selfOf(args);
  const read = (name: string): TensorValue | undefined => {
    const value = attributes.get(`${name}${suffix}`);
    if (value && value.kind !== 'tensor') return notKnown(`${name} of the layer`);
    return value;
  };
  return {
    input: read('weight_ih') ?? notKnown('weight_ih of the layer'),
    hidden: read('weight_hh') ?? notKnown('weight_hh of the layer'),
    inputBias: read('bias_ih'),
    hiddenBias: read('bias_hh'),
  };
}

const suffixes = (read: (name: string) => number): string[] => {
  const directions = read('bidirectional') ? ['', '_reverse'] : [''];
  return Array.from({ length: read('num_layers') }, (_, at) =>
    directions.map((direction) => `_l${at}${direction}`),
  ).flat();
};

const start =
  (kind: Kind): Run =>
  (context, args) => {
    if (args.has('proj_size') && args.integer('proj_size') !== 0) return notKnown('proj_size');
    keepArguments(
      'input_size',
      'hidden_size',
      'num_layers',
      'batch_first',
      'dropout',
      'bidirectional',
      ...(kind === 'RNN' ? ['nonlinearity'] : []),
    )(context, args);
    const directions = args.flag('bidirectional') ? 2 : 1;
    for (const suffix of suffixes((name) =>
      Number(name === 'bidirectional' ? args.flag(name) : args.integer(name)),
    )) {
      const isFirst = suffix.startsWith('_l0');
      createWeights(
        context,
        args,
        kind,
        suffix,
        isFirst ? args.integer('input_size') : args.integer('hidden_size') * directions,
      );
    }
    drawWeights(context, args);
    return none;
  };

const activationOf = (args: Args): 'tanh' | 'relu' => {
  const value = selfOf(args).attributes.get('nonlinearity');
  return value?.kind === 'str' && value.value === 'relu' ? 'relu' : 'tanh';
};

/** The first states, one (N, H) a layer and direction: those given, else zeros. */
function firstStates(context: Context, args: Args, kind: Kind, count: number, like: TensorValue): Carry[] {
  const given = args.optional('hx');
  const names = kind === 'LSTM' ? 2 : 1;
  const tensors = given?.kind === 'tuple' ? given.items : given ? [given] : [];
  const hidden = numberSetting(args, 'hidden_size');
  return Array.from({ length: count }, (_, at) =>
    Array.from({ length: names }, (_unused, which) => {
      const state = tensors[which];
      if (!state) return wrap(full([shapeOf(like)[0] as number, hidden], 0, like.dtype), 'torch');
      return state.kind === 'tensor'
        ? (unbind(context, state, 0)[at] ?? notKnown('the first state'))
        : notKnown('the first state');
    }),
  );
}

const forward =
  (kind: Kind): Run =>
  (context, args) => {
    const input = args.tensor('input');
    if (numberSetting(args, 'dropout') > 0 && isTraining(args)) return notKnown('dropout between layers');
    if (rankOf(input) !== 3)
      return rankOf(input) === 2 ? unbatched(context, args, kind) : notKnown('this input');
    const isBatchFirst = numberSetting(args, 'batch_first') !== 0;
    const [out, state] = run(
      context,
      args,
      kind,
      isBatchFirst ? transposed(context, input, [1, 0, 2]) : input,
    );
    return tuple([isBatchFirst ? transposed(context, out, [1, 0, 2]) : out, state]);
  };

/** A single sequence (L, I) is a batch of one. */
function unbatched(context: Context, args: Args, kind: Kind): Value {
  if (args.has('hx')) return notKnown('a first state without a batch');
  const [out, state] = run(context, args, kind, insertAxis(context, args.tensor('input'), 1));
  const without = (x: TensorValue) => {
    const [length, , width] = shapeOf(x) as [number, number, number];
    return reshape(context, x, [length, width]);
  };
  const states =
    state.kind === 'tuple' ? tuple(state.items.map((x) => (x.kind === 'tensor' ? without(x) : x))) : state;
  return tuple([without(out), states.kind === 'tensor' ? without(states) : states]);
}

/** Layer by layer over (L, N, I): the outputs of the last layer, and the last states of all. */
function run(context: Context, args: Args, kind: Kind, input: TensorValue): [TensorValue, Value] {
  const all = suffixes((name) => numberSetting(args, name));
  const directions = numberSetting(args, 'bidirectional') ? 2 : 1;
  const [sample] = unbind(context, input, 0);
  if (!sample) return notKnown('an empty sequence');
  const first = firstStates(context, args, kind, all.length, sample);
  const last: Carry[] = [];
  let sequence = unbind(context, input, 0);
  for (let at = 0; at < all.length; at += directions) {
    const runs = all.slice(at, at + directions).map((suffix, direction) => {
      const steps = direction === 0 ? sequence : [...sequence].reverse();
      const weights = weightsOf(args, suffix);
      let carry = first[at + direction] as Carry;
      const outputs = steps.map((x) => {
        carry = advance(context, kind, activationOf(args), weights, x, carry);
        return carry[0] as TensorValue;
      });
      last.push(carry);
      return direction === 0 ? outputs : outputs.reverse();
    });
    sequence = (runs[0] as TensorValue[]).map((h, i) =>
      runs.length === 1 ? h : concatenate(context, [h, runs[1]?.[i] as TensorValue], -1),
    );
  }
  const states = (last[0] ?? []).map((_, which) =>
    stack(
      context,
      last.map((carry) => carry[which] as TensorValue),
      0,
    ),
  );
  return [stack(context, sequence, 0), kind === 'LSTM' ? tuple(states) : (states[0] as TensorValue)];
}

const cellForward =
  (kind: Kind): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const given = args.optional('hx');
    const shape = [...shapeOf(input).slice(0, -1), numberSetting(args, 'hidden_size')];
    const states = (given?.kind === 'tuple' ? given.items : given ? [given] : []).map((state) =>
      state.kind === 'tensor' ? state : notKnown('the state'),
    );
    const zero = () => wrap(full(shape, 0, input.dtype), 'torch');
    const carry = [states[0] ?? zero(), states[1] ?? zero()];
    const next = advance(context, kind, activationOf(args), weightsOf(args, ''), input, carry);
    return kind === 'LSTM' ? tuple(next) : (next[0] as TensorValue);
  };

const cellStart =
  (kind: Kind): Run =>
  (context, args) => {
    keepArguments('input_size', 'hidden_size', ...(kind === 'RNN' ? ['nonlinearity'] : []))(context, args);
    createWeights(context, args, kind, '', args.integer('input_size'));
    drawWeights(context, args);
    return none;
  };

const kinds: readonly Kind[] = ['LSTM', 'GRU', 'RNN'];

const head = (kind: Kind): string =>
  kind === 'RNN'
    ? "RNN(input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, dropout=0.0, bidirectional=False)"
    : `${kind}(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0)`;

export const recurrentLayers: readonly ClassValue[] = kinds.flatMap((kind) => [
  layer(head(kind), start(kind), 'input, hx=None', forward(kind)),
  layer(
    `${kind}Cell(input_size, hidden_size, bias=True${kind === 'RNN' ? ", nonlinearity='tanh'" : ''})`,
    cellStart(kind),
    'input, hx=None',
    cellForward(kind),
  ),
]);
