import type { Args } from '../library/args.ts';
import type { Run } from '../library/define.ts';
import { batched, convolve, convolveTransposed, paddingOf } from '../ops/convolution.ts';
import { adaptivePool, windowPool } from '../ops/pooling.ts';
import { perAxis } from '../ops/sliding.ts';
import { notKnown } from '../signals.ts';
import { int, none, tuple } from '../values/make.ts';
import type { ClassValue, TensorValue } from '../values/value.ts';
import { defaultWeights, emptyParameter } from './layers.ts';
import { keepArguments, layer, numberSetting, setting, tensorSetting } from './module.ts';
import { selfOf } from './tree.ts';

const common = ['in_channels', 'out_channels', 'groups'];
const perAxisSettings = ['kernel_size', 'stride', 'padding', 'dilation', 'output_padding'];

/** A convolution keeps `3` as `(3, 3)`; a padding may be a word. */
function keepPerAxis(args: Args, axes: number): void {
  for (const name of perAxisSettings) {
    if (!args.has(name)) continue;
    const given = args.get(name);
    const kept = given.kind === 'str' ? given : tuple(perAxis(given, axes, name).map((size) => int(size)));
    selfOf(args).attributes.set(name, kept);
  }
}

/** The weight is (O, C / groups, …), or (C, O / groups, …) of a transposed convolution. */
const start =
  (axes: number, transposed: boolean): Run =>
  (context, args) => {
    keepArguments(...common)(context, args);
    keepPerAxis(args, axes);
    if (args.text('padding_mode') !== 'zeros') return notKnown('a padding mode');
    const [inputs, outputs] = [args.integer('in_channels'), args.integer('out_channels')];
    const [first, second] = transposed ? [inputs, outputs] : [outputs, inputs];
    const kernel = perAxis(args.get('kernel_size'), axes, 'kernel_size');
    const shape = [first, second / args.integer('groups'), ...kernel];
    defaultWeights(context, args, emptyParameter(context, args, shape), outputs);
    return none;
  };

const settingsOf = (args: Args, axes: number) => {
  const dilation = perAxis(setting(args, 'dilation'), axes, 'dilation');
  const kernel = perAxis(setting(args, 'kernel_size'), axes, 'kernel_size');
  return {
    weight: tensorSetting(args, 'weight') as TensorValue,
    bias: tensorSetting(args, 'bias'),
    stride: perAxis(setting(args, 'stride'), axes, 'stride'),
    dilation,
    padding: paddingOf(setting(args, 'padding'), kernel, dilation),
    groups: numberSetting(args, 'groups'),
  };
};

const convolutions = (axes: number): ClassValue[] => [
  layer(
    `Conv${axes}d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros')`,
    start(axes, false),
    'input',
    (context, args) =>
      batched(context, args.tensor('input'), axes, (input) =>
        convolve(context, { ...settingsOf(args, axes), input }),
      ),
  ),
  layer(
    `ConvTranspose${axes}d(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros')`,
    start(axes, true),
    'input',
    (context, args) =>
      batched(context, args.tensor('input'), axes, (input) =>
        convolveTransposed(
          context,
          { ...settingsOf(args, axes), input },
          perAxis(setting(args, 'output_padding'), axes, 'output_padding'),
        ),
      ),
  ),
];

const pooling = (axes: number): ClassValue[] => [
  layer(
    `MaxPool${axes}d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)`,
    (context, args) => {
      if (args.flag('ceil_mode') || args.flag('return_indices')) return notKnown('this form of pooling');
      return keepArguments('kernel_size', 'stride', 'padding', 'dilation')(context, args);
    },
    'input',
    (context, args) =>
      windowPool(context, 'max', args.tensor('input'), {
        axes,
        kernel: setting(args, 'kernel_size'),
        stride: setting(args, 'stride'),
        padding: setting(args, 'padding'),
        dilation: setting(args, 'dilation'),
        countPadding: true,
        divisor: undefined,
      }),
  ),
  layer(
    `AvgPool${axes}d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)`,
    (context, args) => {
      if (args.flag('ceil_mode')) return notKnown('this form of pooling');
      return keepArguments('kernel_size', 'stride', 'padding', 'count_include_pad')(context, args);
    },
    'input',
    (context, args) =>
      windowPool(context, 'avg', args.tensor('input'), {
        axes,
        kernel: setting(args, 'kernel_size'),
        stride: setting(args, 'stride'),
        padding: setting(args, 'padding'),
        dilation: int(1),
        countPadding: numberSetting(args, 'count_include_pad') !== 0,
        divisor: undefined,
      }),
  ),
  ...(['max', 'avg'] as const).map((kind) =>
    layer(
      `Adaptive${kind === 'max' ? 'Max' : 'Avg'}Pool${axes}d(output_size)`,
      keepArguments('output_size'),
      'input',
      (context, args) =>
        adaptivePool(context, kind, args.tensor('input'), axes, setting(args, 'output_size')),
    ),
  ),
];

export const convolutionLayers: readonly ClassValue[] = [1, 2, 3].flatMap((axes) => [
  ...convolutions(axes),
  ...pooling(axes),
]);
