import { fromValues, full } from '../../core/create.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import type { Run } from '../library/define.ts';
import { itemsOf } from '../library/items.ts';
import { batchNorm, layerNorm } from '../ops/normalization.ts';
import { fold, meanFold } from '../ops/reduce.ts';
import { variance } from '../ops/variance.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, overwrite, rankOf, shapeOf, wrap } from '../tensor/tensor.ts';
import { none } from '../values/make.ts';
import type { ClassValue, TensorValue, Value } from '../values/value.ts';
import { emptyParameter } from './layers.ts';
import { isTraining, keepArguments, layer, numberSetting, setting, tensorSetting } from './module.ts';
import { addBuffer, selfOf } from './tree.ts';

const sizes = (value: Value): number[] =>
  (value.kind === 'int' ? [value] : (itemsOf(value) ?? notKnown('the normalized shape'))).map((item) =>
    item.kind === 'int' ? item.value : notKnown('the normalized shape'),
  );

const startLayerNorm: Run = (context, args) => {
  keepArguments('normalized_shape', 'eps')(context, args);
  const shape = sizes(args.get('normalized_shape'));
  const affine = args.flag('elementwise_affine');
  selfOf(args).attributes.set('weight', affine ? emptyParameter(context, args, shape, 1) : none);
  selfOf(args).attributes.set(
    'bias',
    affine && args.flag('bias') ? emptyParameter(context, args, shape) : none,
  );
  return none;
};

const startBatchNorm: Run = (context, args) => {
  keepArguments('num_features', 'eps', 'momentum', 'track_running_stats')(context, args);
  const shape = [args.integer('num_features')];
  const affine = args.flag('affine');
  selfOf(args).attributes.set('weight', affine ? emptyParameter(context, args, shape, 1) : none);
  selfOf(args).attributes.set('bias', affine ? emptyParameter(context, args, shape) : none);
  if (args.flag('track_running_stats')) {
    addBuffer(selfOf(args), 'running_mean', wrap(full(shape, 0, 'float32'), 'torch'));
    addBuffer(selfOf(args), 'running_var', wrap(full(shape, 1, 'float32'), 'torch'));
    addBuffer(selfOf(args), 'num_batches_tracked', wrap(full([], 0, 'int64'), 'torch'));
  }
  return none;
};

/** The kept statistics move towards the batch's; the variance they keep is the unbiased one. */
function updateStatistics(context: Context, args: Args, input: TensorValue): void {
  const mean = selfOf(args).attributes.get('running_mean');
  const spread = selfOf(args).attributes.get('running_var');
  if (mean?.kind !== 'tensor' || spread?.kind !== 'tensor') return;
  const momentum = numberSetting(args, 'momentum');
  const plain = { ...input, requiresGrad: false, node: null };
  const dims = Array.from({ length: rankOf(input) }, (_, i) => i).filter((axis) => axis !== 1);
  const options = { input: plain, dims, keep: false, dtype: input.dtype };
  for (const [kept, fresh] of [
    [mean, fold(context, meanFold, options)],
    [spread, variance(context, options, 1, false)],
  ] as const) {
    const now = dense(fresh);
    const moved = Float64Array.from(
      dense(kept).data,
      (old, i) => (1 - momentum) * old + momentum * (now.data[i] as number),
    );
    overwrite(kept, fromValues(moved, shapeOf(kept), kept.dtype), input.storage.random);
  }
  const batches = selfOf(args).attributes.get('num_batches_tracked');
  if (batches?.kind === 'tensor')
    overwrite(batches, full([], (dense(batches).data[0] as number) + 1, 'int64'), false);
}

const runBatchNorm: Run = (context, args) => {
  const input = args.tensor('input');
  const mean = selfOf(args).attributes.get('running_mean');
  const spread = selfOf(args).attributes.get('running_var');
  const tracked =
    mean?.kind === 'tensor' && spread?.kind === 'tensor' ? { mean, variance: spread } : undefined;
  const training = isTraining(args);
  if (training && shapeOf(input).every((n, axis) => axis === 1 || n === 1)) {
    raise(
      'ValueError',
      `Expected more than 1 value per channel when training, got input size torch.Size([${shapeOf(input).join(', ')}])`,
      'input',
    );
  }
  const output = batchNorm(
    context,
    input,
    training ? undefined : tracked,
    tensorSetting(args, 'weight'),
    tensorSetting(args, 'bias'),
    numberSetting(args, 'eps'),
  );
  if (training) updateStatistics(context, args, input);
  return output;
};

export const normalizationLayers: readonly ClassValue[] = [
  layer(
    'LayerNorm(normalized_shape, eps=1e-5, elementwise_affine=True, bias=True)',
    startLayerNorm,
    'input',
    (context, args) =>
      layerNorm(
        context,
        args.tensor('input'),
        sizes(setting(args, 'normalized_shape')),
        tensorSetting(args, 'weight'),
        tensorSetting(args, 'bias'),
        numberSetting(args, 'eps'),
      ),
  ),
  ...['BatchNorm1d', 'BatchNorm2d', 'BatchNorm3d'].map((name) =>
    layer(
      `${name}(num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True)`,
      startBatchNorm,
      'input',
      runBatchNorm,
    ),
  ),
];
