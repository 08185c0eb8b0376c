import { full } from '../../core/create.ts';
import type { DType } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { anyDType } from '../ops/cast.ts';
import { embed } from '../ops/gather.ts';
import { linear } from '../ops/matmul.ts';
import { wrap } from '../tensor/tensor.ts';
import { none } from '../values/make.ts';
import type { ClassValue, TensorValue } from '../values/value.ts';
import { fans, fillNormal, fillUniform, kaimingBound } from './init.ts';
import { asParameter, keepArguments, layer, numberSetting, setting, tensorSetting } from './module.ts';
import { selfOf } from './tree.ts';

const dtypeOf = (context: Context, args: Args): DType => {
  const value = args.optional('dtype');
  return (value && anyDType(value)) ?? context.defaultDType;
};

export const emptyParameter = (
  context: Context,
  args: Args,
  shape: readonly number[],
  value = 0,
): TensorValue => asParameter(wrap(full(shape, value, dtypeOf(context, args)), 'torch'));

/** PyTorch's default for layers with weights: uniform, Kaiming with a = √5, the bias by the same fan. */
export function defaultWeights(context: Context, args: Args, weight: TensorValue, biasLength: number): void {
  const { attributes } = selfOf(args);
  const { fanIn } = fans(weight);
  const bound = kaimingBound(fanIn, Math.sqrt(2 / (1 + 5)));
  attributes.set('weight', fillUniform(context, weight, -bound, bound));
  if (!args.flag('bias')) {
    attributes.set('bias', none);
    return;
  }
  const limit = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
  attributes.set('bias', fillUniform(context, emptyParameter(context, args, [biasLength]), -limit, limit));
}

export const layers: readonly ClassValue[] = [
  layer(
    'Linear(in_features, out_features, bias=True)',
    (context, args) => {
      keepArguments('in_features', 'out_features')(context, args);
      const weight = emptyParameter(context, args, [
        args.integer('out_features'),
        args.integer('in_features'),
      ]);
      defaultWeights(context, args, weight, args.integer('out_features'));
      return none;
    },
    'input',
    (context, args) => {
      const weight = tensorSetting(args, 'weight') as TensorValue;
      return linear(context, args.tensor('input'), weight, tensorSetting(args, 'bias'));
    },
  ),
  layer(
    'Identity(*args, **kwargs)',
    () => none,
    'input',
    (_context, args) => args.get('input'),
  ),
  layer(
    'Embedding(num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)',
    (context, args) => {
      keepArguments('num_embeddings', 'embedding_dim', 'padding_idx')(context, args);
      const weight = emptyParameter(context, args, [
        args.integer('num_embeddings'),
        args.integer('embedding_dim'),
      ]);
      fillNormal(context, weight, 0, 1);
      const padding = args.optionalInteger('padding_idx');
      const width = args.integer('embedding_dim');
      if (padding !== undefined) weight.storage.data.fill(0, padding * width, (padding + 1) * width);
      selfOf(args).attributes.set('weight', weight);
      return none;
    },
    'input',
    (context, args) => {
      const padding =
        setting(args, 'padding_idx').kind === 'None' ? undefined : numberSetting(args, 'padding_idx');
      return embed(context, tensorSetting(args, 'weight') as TensorValue, args.tensor('input'), padding);
    },
  ),
];
