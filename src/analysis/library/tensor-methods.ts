import {
  activate,
  all,
  type Effect,
  type EffectTable,
  forget,
  keepShape,
  reduce,
  reshape,
  split,
} from './effect.ts';

/** Methods of tensors (torch, and where the names agree TensorFlow, JAX and NumPy). Places do not count the receiver. */
export const tensorMethods: EffectTable = {
  softmax: activate('softmax', 0, 'dim', 'axis'),
  log_softmax: activate('log_softmax', 0, 'dim', 'axis'),
  sigmoid: activate('sigmoid'),
  sigmoid_: activate('sigmoid'),
  logsigmoid: activate('logsigmoid'),
  tanh: activate('tanh'),
  ...all('', 'relu relu_', activate('relu')),
  ...all('', 'log log_', { does: 'log' }),
  ...all('', 'exp exp_', { does: 'exp' }),
  ...all('', 'clamp clamp_ clip clamp_min clamp_max', { does: 'clamp' }),
  ...all('', 'argmax argmin', { does: 'argmax' }),
  ...all('', 'round sign ceil floor', { does: 'round' }),
  ...all('', 'detach detach_ item tolist numpy', { does: 'detach' }),
  ...all('', 'cuda cpu contiguous clone retain_grad pin_memory half_ set_shape copy', keepShape),
  requires_grad_: { does: 'forget' },
  to: { does: 'cast', dtype: null },
  type: { does: 'cast', dtype: null },
  astype: { does: 'cast', dtype: null },
  float: { does: 'cast', dtype: 'float32' },
  double: { does: 'cast', dtype: 'float64' },
  half: { does: 'cast', dtype: 'float16' },
  bfloat16: { does: 'cast', dtype: 'bfloat16' },
  long: { does: 'cast', dtype: 'int64' },
  int: { does: 'cast', dtype: 'int32' },
  bool: { does: 'cast', dtype: 'bool' },
  type_as: { does: 'cast', dtype: null },
  squeeze: reshape('squeeze'),
  squeeze_: reshape('squeeze'),
  unsqueeze: reshape('unsqueeze'),
  unsqueeze_: reshape('unsqueeze'),
  flatten: reshape('flatten'),
  ...all('', 'view reshape view_as reshape_as', reshape('view')),
  permute: reshape('permute'),
  ...all('', 'transpose t swapaxes', reshape('transpose')),
  ...all('', 'expand expand_as repeat index_select select narrow unfold flip roll ravel', reshape('unknown')),
  ...all('', 'masked_select take', reshape('pick')),
  ...all('', 'gather take_along_dim', reshape('gather')),
  ...all('', 'split chunk tensor_split', split(1, 'dim')),
  unbind: split(0, 'dim'),
  ...all('', 'scatter scatter_', { does: 'scatter' }),
  ...all('', 'matmul mm bmm', { does: 'product' }),
  norm: reduce('norm'),
  sum: reduce('sum'),
  mean: reduce('mean'),
  ...all('', 'max min', { does: 'extreme', position: 0 }),
  ...all('', 'prod var std median logsumexp', reduce('other')),
  ...all(
    '',
    'abs sqrt pow square neg add sub mul div add_ sub_ mul_ div_ masked_fill masked_fill_ eq ne gt lt ge le fill_ zero_ index_add',
    forget,
  ),
};

export const tensorMethod = (name: string): Effect | undefined =>
  Object.hasOwn(tensorMethods, name) ? tensorMethods[name] : undefined;

/** Names that only a tensor has: on a value of which nothing is known they show that it is one. */
const telling = new Set([
  'softmax',
  'log_softmax',
  'sigmoid',
  'sigmoid_',
  'logsigmoid',
  'argmax',
  'one_hot',
  'float',
  'double',
  'long',
  'int',
  'view',
  'reshape',
]);
/** Those of them that also say on which scale the result is. */
export const tellingScale: readonly string[] = [...telling].filter(
  (name) => tensorMethod(name)?.does === 'activate',
);

/** On an unknown value these give the value back, as they do on a module. */
const passing = new Set(['to', 'cuda', 'cpu']);
/** Nothing else has a method of this name. */
const cutting = 'detach';

export const isTensorMethod = (name: string): boolean =>
  telling.has(name) || passing.has(name) || name === cutting;
