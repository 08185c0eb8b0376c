import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry } from '../library/define.ts';
import { shapeOf } from '../tensor/tensor.ts';
import { float } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { kerasElements } from './keras.ts';
import { type KerasLoss, type KerasSettings, kerasLosses } from './keras-lines.ts';
import { reshape } from './shape.ts';

/** Functions of `keras.ops` that do what another library's of the same name do. */
const shared = {
  'jax.numpy': `abs absolute add all any arange argmax argmin argsort array broadcast_to concatenate cos
    cumsum diag divide dot einsum equal exp expand_dims expm1 eye floor full greater greater_equal isnan less less_equal
    linspace log log1p log2 logaddexp logical_and logical_not logical_or matmul max maximum mean min minimum
    multiply not_equal ones ones_like outer power prod reshape round sign sin sort sqrt square squeeze stack std
    subtract sum take_along_axis tanh tile transpose triu tril var where zeros zeros_like`,
  'jax.nn': `softmax log_softmax sigmoid relu relu6 elu selu silu gelu softplus leaky_relu log_sigmoid one_hot
    logsumexp`,
  tensorflow: 'convert_to_tensor cast',
};

const wanted: ReadonlySet<string> = new Set(
  Object.entries(shared).flatMap(([path, names]) => names.split(/\s+/).map((name) => `${path}.${name}`)),
);

/** The same under Keras's name, which calls the first parameter `x` and lets leaky ReLUs leak more. */
function underKeras({ key, builtin }: Entry): Entry {
  const name = `keras.ops.${key.slice(key.lastIndexOf('.') + 1)}`;
  const signature = builtin.signature.map((parameter, i) => ({
    ...parameter,
    ...(i === 0 && { aliases: [...parameter.aliases, 'x'] }),
    ...(parameter.name === 'negative_slope' && { fallback: float(0.2) }),
  }));
  return { key: name, builtin: { ...builtin, name, signature, library: 'tensorflow' } };
}

export const kerasOps = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ key }) => wanted.has(key)).map(underKeras);

const settings = (args: Args): KerasSettings => ({
  flag: () => args.flag('from_logits'),
  number: (name) => (name === 'axis' ? args.integer('axis') : 0),
});

function lossOf(
  context: Context,
  fn: string,
  args: Args,
  given: { target: Value; output: Value },
): TensorValue {
  const loss = kerasLosses.find((one) => one.fn === fn) as KerasLoss;
  return kerasElements(context, loss, given, settings(args));
}

/** One loss an element: no axis is averaged over, unlike in `keras.losses`. */
function binaryElements(context: Context, args: Args): TensorValue {
  const [target, output] = [args.tensor('target'), args.tensor('output')];
  const alone = (value: TensorValue) => reshape(context, value, [...shapeOf(value), 1]);
  return lossOf(context, 'binary_crossentropy', args, { target: alone(target), output: alone(output) });
}

export const kerasOpFunctions: readonly Entry[] = [
  ...['categorical_crossentropy', 'sparse_categorical_crossentropy'].map((fn) =>
    define(`keras.ops.${fn}(target, output, from_logits=False, axis=-1)`, (context, args) =>
      lossOf(context, fn, args, { target: args.get('target'), output: args.get('output') }),
    ),
  ),
  define('keras.ops.binary_crossentropy(target, output, from_logits=False, axis=-1)', binaryElements),
];
