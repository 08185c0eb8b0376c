import { computeLoss } from '../../core/compute.ts';
import { isFloating } from '../../core/dtype.ts';
import type {
  ApiSpec,
  LossDefinition,
  LossError,
  LossOutcome,
  OptionValue,
  Reduction,
} from '../../core/loss.ts';
import { losses } from '../../core/losses/index.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import { define, type Entry, libraryOfPath } from '../library/define.ts';
import { notKnown, Raised, raise } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, shapeOf } from '../tensor/tensor.ts';
import { truthOrUnknown } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { castGradient, mapTensor } from './elementwise.ts';
import { lossName } from './loss-names.ts';

/** The settings of one loss call, by the names of its definition. */
export interface LossSettings {
  readonly options: Readonly<Record<string, Value>>;
  readonly reduction: string;
}

/** PyTorch's parameters behind the tensors, in their order; the same for the function and the class. */
const tails: Readonly<Record<string, string>> = {
  cross_entropy:
    "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0",
  nll_loss: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
  binary_cross_entropy: "weight=None, size_average=None, reduce=None, reduction='mean'",
  binary_cross_entropy_with_logits:
    "weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None",
  kl_div: "size_average=None, reduce=None, reduction='mean', log_target=False",
  mse_loss: "size_average=None, reduce=None, reduction='mean', weight=None",
  l1_loss: "size_average=None, reduce=None, reduction='mean', weight=None",
  smooth_l1_loss: "size_average=None, reduce=None, reduction='mean', beta=1.0",
  huber_loss: "reduction='mean', delta=1.0, weight=None",
  poisson_nll_loss: "log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'",
  gaussian_nll_loss: "full=False, eps=1e-6, reduction='mean'",
  hinge_embedding_loss: "margin=1.0, size_average=None, reduce=None, reduction='mean'",
  multilabel_margin_loss: "size_average=None, reduce=None, reduction='mean'",
  soft_margin_loss: "size_average=None, reduce=None, reduction='mean'",
  multilabel_soft_margin_loss: "weight=None, size_average=None, reduce=None, reduction='mean'",
  cosine_embedding_loss: "margin=0.0, size_average=None, reduce=None, reduction='mean'",
  margin_ranking_loss: "margin=0.0, size_average=None, reduce=None, reduction='mean'",
  multi_margin_loss: "p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction='mean'",
  triplet_margin_loss:
    "margin=1.0, p=2.0, eps=1e-6, swap=False, size_average=None, reduce=None, reduction='mean'",
  ctc_loss: "blank=0, reduction='mean', zero_infinity=False",
  sigmoid_focal_loss: "alpha=0.25, gamma=2.0, reduction='none'",
};

const literal = (value: OptionValue): string =>
  value === null
    ? 'None'
    : typeof value === 'boolean'
      ? value
        ? 'True'
        : 'False'
      : typeof value === 'string'
        ? `'${value}'`
        : typeof value === 'number'
          ? Number.isInteger(value)
            ? `${value}.0`
            : String(value)
          : 'None';

/** The parameters of a call behind its tensors; another library's follow from the definition. */
export function tailOf(loss: LossDefinition, api: ApiSpec): string {
  const torch = api.library === 'torch' || api.library === 'torchvision' ? tails[loss.id] : undefined;
  if (torch !== undefined) return torch;
  const given = (name: string, fallback: OptionValue): OptionValue => api.options?.[name] ?? fallback;
  const params = loss.params.map((param) => `${param.name}=${literal(given(param.name, param.default))}`);
  return [...params, `reduction='${api.reduction ?? loss.reduction}'`, 'name=None'].join(', ');
}

/** Other words for a loss's tensors, where a library's own names differ from PyTorch's. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  keras: ['y_true', 'y_pred'],
  tensorflow: ['y_true', 'y_pred'],
  optax: ['logits|predictions|predictor_outputs|log_predictions', 'labels|targets'],
};

export const inputHead = (api: ApiSpec): string =>
  api.order
    .map((name, i) => {
      const outer = spellings[api.library]?.[i] ?? name;
      return outer === name ? name : `${outer}:${name}`;
    })
    .join(', ');

/** `size_average` and `reduce` still decide where they are given. */
function legacyReduction(args: Args): string {
  const [average, reduce] = ['size_average', 'reduce'].map((name) =>
    knows(args, name) ? args.optional(name) : undefined,
  );
  if (average === undefined && reduce === undefined) return reductionOf(args);
  if (reduce !== undefined && !truthOrUnknown(reduce)) return 'none';
  return average === undefined || truthOrUnknown(average) ? 'mean' : 'sum';
}

const knows = (args: Args, name: string): boolean =>
  args.callee.signature.some((parameter) => parameter.internal === name);

function reductionOf(args: Args): string {
  const value = args.get('reduction');
  if (value.kind === 'None') return 'none';
  const text = value.kind === 'str' ? value.value : notKnown('the reduction is not known');
  return text === 'sum_over_batch_size' || text === 'auto' ? 'mean' : text;
}

/** Reads the settings behind the tensors. */
export function readSettings(loss: LossDefinition, args: Args): LossSettings {
  const options = loss.params
    .filter(({ name }) => knows(args, name))
    .map(({ name }) => [name, args.get(name)] as const);
  return { options: Object.fromEntries(options), reduction: legacyReduction(args) };
}

function optionValue(name: string, value: Value, className: string | null): OptionValue {
  switch (value.kind) {
    case 'None':
      return null;
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
      return value.value;
    case 'tensor':
      return value.requiresGrad ? notKnown(`a ${name} that asks for gradients`) : dense(value);
    case 'unknown':
      return notKnown(value.reason, value.origin);
    default:
      return raise(
        'TypeError',
        className === null
          ? `argument '${name}' must be Tensor, not ${typeName(value)}`
          : `cannot assign '${typeName(value)}' object to buffer '${name}' (torch Tensor or None required)`,
        name,
      );
  }
}

/** What the constructor of a loss refuses: a list where a tensor belongs. */
export function checkSettings(loss: LossDefinition, { options }: LossSettings): void {
  for (const { name, kind } of loss.params) {
    const value = options[name];
    if (kind === 'tensor' && value && value.kind !== 'None' && value.kind !== 'tensor')
      optionValue(name, value, loss.id);
  }
}

/** The Python type of a refusal, by its words. */
function errorType(message: string): string {
  if (/is out of bounds\.?$|index out of range/.test(message)) return 'IndexError';
  if (
    /^Expected input batch_size|^only p ==|target size \(|is not a valid value for reduction|must be the same as input size|var (?:has|is of)|do(?:es)? not have the same shape|should be (?:greater|positive)/i.test(
      message,
    )
  )
    return 'ValueError';
  if (/missing required|unexpected keyword|must be Tensor|cannot assign/.test(message)) return 'TypeError';
  return 'RuntimeError';
}

function refuse(error: LossError): never {
  const { message, at = null, cause, cure } = error;
  throw new Raised(errorType(message), message, at, {
    ...(cause !== undefined && { cause }),
    ...(cure !== undefined && { cure }),
  });
}

/** A null option is the definition's own default. */
const present = (options: Readonly<Record<string, OptionValue>>): Record<string, OptionValue> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));

/** Computes a loss of `core` and puts its gradient on the tape. */
export function runLoss(
  context: Context,
  loss: LossDefinition,
  api: ApiSpec,
  inputs: Readonly<Record<string, TensorValue>>,
  settings: LossSettings,
): TensorValue {
  const isClass = api.form === 'class';
  const options = Object.fromEntries(
    Object.entries(settings.options).map(([name, value]) => [
      name,
      optionValue(name, value, isClass ? api.name : null),
    ]),
  );
  const tensors = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, dense(value)]));
  const differentiable = loss.inputs.filter(
    ({ name, differentiable: flows }) => flows && inputs[name] && isFloating(inputs[name].dtype),
  );
  const wantsGradient = context.gradEnabled && differentiable.some(({ name }) => inputs[name]?.requiresGrad);
  const outcome = computeLoss(loss, {
    inputs: tensors,
    options: present({ ...api.options, ...options }),
    reduction: settings.reduction as Reduction,
    ...(libraryOfPath(api.name) === 'tensorflow' && { dtype: 'float32' as const }),
    gradient: wantsGradient,
  });
  if (!outcome.ok) return refuse(outcome.error);
  const computed = outcome.value;
  context.lossComputed({
    loss: loss.id,
    api: api.name,
    inputs,
    options: settings.options,
    reduction: settings.reduction,
    outcome: computed,
  });
  const sources = differentiable.map(({ name }) => inputs[name] as TensorValue);
  const all = [...sources, ...Object.values(inputs).filter((input) => !sources.includes(input))];
  return record(context, computed.value, {
    name: lossName({ loss: loss.id, reduction: settings.reduction, options, inputs }),
    inputs: all,
    backward: (g) => {
      const parts = gradientsOf(loss, computed, g);
      return all.map((input, i) => {
        const part = parts[differentiable[i]?.name ?? ''];
        return part ? castGradient({ ...part, shape: shapeOf(input) }, input.dtype) : null;
      });
    },
    saved: sources,
  });
}

/** Gradients for a gradient of the (reduced) result. */
function gradientsOf(
  loss: LossDefinition,
  outcome: LossOutcome,
  g: Tensor,
): Readonly<Record<string, Tensor>> {
  if (outcome.call.reduction === 'none') return loss.backward(outcome.call, Float64Array.from(g.data));
  const factor = g.data[0] as number;
  const scaled = Object.entries(outcome.gradients).map(
    ([name, part]) => [name, factor === 1 ? part : mapTensor(part, part.dtype, (x) => x * factor)] as const,
  );
  return Object.fromEntries(scaled);
}

/** Losses that check the shapes in Python come to it before PyTorch's own code sees the argument. */
const comparesSizes = /\b(?:mse|l1|smooth_l1|huber|binary_cross_entropy)/;

const innerNames: Readonly<Record<string, string>> = {
  cross_entropy: 'cross_entropy_loss',
  nll_loss: 'nll_loss_nd',
};

function notATensor({ name: path, order }: ApiSpec, argument: string, value: Value): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (path.includes('.nn.') && (!path.includes('.functional.') || comparesSizes.test(name)))
    return notKnown(`${path} with a ${typeName(value)} for ${argument}`);
  return `${innerNames[name] ?? name}(): argument '${argument}' (position ${order.indexOf(argument) + 1}) must be Tensor, not ${typeName(value)}`;
}

/** The tensors of a call; Keras and optax take lists and numbers too. */
export function readInputs(context: Context, api: ApiSpec, args: Args): Record<string, TensorValue> {
  const library = libraryOfPath(api.name);
  return Object.fromEntries(
    api.order.map((name) => {
      const value = args.get(name);
      if (value.kind === 'tensor') return [name, value] as const;
      if (library !== 'torch') return [name, asTensor(context, value, library)] as const;
      return raise('TypeError', notATensor(api, name, value), name);
    }),
  );
}

export const lossFunctions: readonly Entry[] = losses.flatMap((loss) =>
  loss.apis
    .filter(({ form }) => form === 'function')
    .map((api) =>
      define(`${api.name}(${inputHead(api)}, ${tailOf(loss, api)})`, (context, args) =>
        runLoss(context, loss, api, readInputs(context, api, args), readSettings(loss, args)),
      ),
    ),
);

/** Every class of a loss, with the definition it computes. */
export const lossClasses: readonly { readonly loss: LossDefinition; readonly api: ApiSpec }[] =
  losses.flatMap((loss) => loss.apis.filter(({ form }) => form === 'class').map((api) => ({ loss, api })));
