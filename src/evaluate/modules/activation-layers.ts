import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import type { Run } from '../library/define.ts';
import { parameterNames } from '../library/signature.ts';
import { activate, glu, prelu } from '../ops/activation.ts';
import { activations } from '../ops/activation-ops.ts';
import { applyBinary } from '../ops/binary.ts';
import { cosineSimilarity, distance } from '../ops/distances.ts';
import { dropped } from '../ops/dropout.ts';
import { flattened } from '../ops/shape.ts';
import { softmaxAlong } from '../ops/softmax.ts';
import { rankOf } from '../tensor/tensor.ts';
import { int, none } from '../values/make.ts';
import type { ClassValue, TensorValue } from '../values/value.ts';
import { emptyParameter } from './layers.ts';
import { isTraining, keepArguments, layer, numberSetting, setting, tensorSetting } from './module.ts';
import { selfOf } from './tree.ts';

/** Softmax guesses its dimension where none is given, as the function does. */
const softmaxLayer = (name: string, kind: 'softmax' | 'log_softmax', negate: boolean): ClassValue =>
  layer(`${name}(dim=None)`, keepArguments('dim'), 'input', (context, args) => {
    const given = args.tensor('input');
    const input = negate ? applyBinary(context, 'mul', given, int(-1)) : given;
    const rank = rankOf(given);
    const dim =
      setting(args, 'dim').kind === 'None'
        ? rank === 0 || rank === 1 || rank === 3
          ? 0
          : 1
        : numberSetting(args, 'dim');
    return softmaxAlong(context, kind, input, dim);
  });

const flatten: Run = (context, args) =>
  flattened(context, args.tensor('input'), numberSetting(args, 'start_dim'), numberSetting(args, 'end_dim'));

const dropout =
  (byChannel: boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const p = numberSetting(args, 'p');
    return isTraining(args) && p > 0 ? dropped(context, input, p, byChannel) : input;
  };

const startPrelu = (context: Context, args: Args) => {
  selfOf(args).attributes.set(
    'weight',
    emptyParameter(context, args, [args.integer('num_parameters')], args.number('init')),
  );
  return none;
};

export const activationLayers: readonly ClassValue[] = [
  ...activations.flatMap(({ name: base, layer: name, parameters, choose }) =>
    name === null
      ? []
      : [
          layer(
            `${name}(${parameters === '' ? '' : `${parameters}, `}inplace=False)`,
            keepArguments(...parameterNames(parameters)),
            'input',
            (context, args) =>
              activate(
                context,
                base,
                choose((key) => numberSetting(args, key), args),
                args.tensor('input'),
              ),
          ),
        ],
  ),
  softmaxLayer('Softmax', 'softmax', false),
  softmaxLayer('LogSoftmax', 'log_softmax', false),
  softmaxLayer('Softmin', 'softmax', true),
  layer('GLU(dim=-1)', keepArguments('dim'), 'input', (context, args) =>
    glu(context, args.tensor('input'), numberSetting(args, 'dim')),
  ),
  layer('PReLU(num_parameters=1, init=0.25)', startPrelu, 'input', (context, args) =>
    prelu(context, args.tensor('input'), tensorSetting(args, 'weight') as TensorValue),
  ),
  layer('Flatten(start_dim=1, end_dim=-1)', keepArguments('start_dim', 'end_dim'), 'input', flatten),
  layer('Dropout(p=0.5, inplace=False)', keepArguments('p'), 'input', dropout(false)),
  layer('Dropout1d(p=0.5, inplace=False)', keepArguments('p'), 'input', dropout(true)),
  layer('Dropout2d(p=0.5, inplace=False)', keepArguments('p'), 'input', dropout(true)),
  layer('CosineSimilarity(dim=1, eps=1e-8)', keepArguments('dim', 'eps'), 'x1, x2', (context, args) =>
    cosineSimilarity(
      context,
      args.tensor('x1'),
      args.tensor('x2'),
      numberSetting(args, 'dim'),
      numberSetting(args, 'eps'),
    ),
  ),
  layer(
    'PairwiseDistance(p=2.0, eps=1e-6, keepdim=False)',
    keepArguments('p', 'eps', 'keepdim'),
    'x1, x2',
    (context, args) =>
      distance(context, args.tensor('x1'), args.tensor('x2'), {
        p: numberSetting(args, 'p'),
        eps: numberSetting(args, 'eps'),
        keep: numberSetting(args, 'keepdim') !== 0,
      }),
  ),
];
