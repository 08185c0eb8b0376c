import type { Effect, Place, Reduction, Reshape } from '../library/effect.ts';
import { type CallSite, callSpan } from '../site.ts';
import {
  type Activation,
  type ActivationSource,
  type Mark,
  type TensorValue,
  tensorOf,
  unknown,
} from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import { cutLoss, shifted, withMark } from './arithmetic.ts';
import { cast, castUnknown, dtypeArgument } from './casts.ts';
import { concatenated, pooled, resized } from './combined.ts';
import { asTensor, created, embedded, scattered } from './creation.ts';
import { joinAll } from './join.ts';
import { exponential, logarithm } from './logarithms.ts';
import { meanOfStacked } from './mixtures.ts';
import { axisGiven, extreme, placesOf, reduced, reducedShape } from './reductions.ts';
import { piecesOf, reshaped, reshapedUnknown } from './shapes.ts';
import { productOf } from './similarities.ts';
import { step } from './steps.ts';
import type { Value } from './values.ts';

/** One application of a library's function, layer or tensor method. */
export interface Application {
  readonly effect: Effect;
  readonly name: string;
  readonly operand: Value;
  /** Where the places of the effect are looked up: the call's arguments, or a layer's constructor's. */
  readonly settings: CallArguments;
  readonly at: CallSite;
  readonly form: ActivationSource['form'];
  /** The call whose text a fix would change: the layer's constructor for an item of a container. */
  readonly written: CallSite;
  /** The layer's constructor, or the call of the function itself. */
  readonly made: CallSite;
}

/** What a library call gives, alternative by alternative. */
export function apply(application: Application): Value {
  const { operand } = application;
  if (operand.kind === 'union')
    return joinAll(operand.options.map((option) => apply({ ...application, operand: option })));
  return applyOne(application, operand);
}

function applyOne(application: Application, operand: Value): Value {
  const { effect } = application;
  const tensor =
    operand.kind === 'tensor'
      ? operand
      : tensorOf(operand.kind === 'constant' && operand.value !== null ? { marks: ['detached'] } : {});
  switch (effect.does) {
    case 'pass':
    case 'wrap':
      return operand;
    case 'activate':
      return activated(application, tensor, effect.activation, axisOf(application.settings, effect.axis));
    case 'activate-named':
      return activatedByName(application, tensor, effect.name);
    case 'reshape':
      return reshapedBy(application, operand, effect.how);
    case 'split':
      return operand.kind === 'tensor' ? splitUp(tensor, application.settings, effect.axis) : unknown;
    case 'score':
      return scored(application, tensor, effect);
    case 'recur':
      return { kind: 'tuple', items: [tensorOf(), unknown] };
    case 'concatenate':
      return concatenated(operand);
    case 'cast':
      return operand.kind === 'tensor'
        ? cast(application, tensor, effect.dtype)
        : castUnknown(application, effect.dtype ?? dtypeArgument(application.settings));
    case 'model':
      return unknown;
    default:
      return applyMath(application, tensor);
  }
}

function applyMath(application: Application, tensor: TensorValue): Value {
  const { effect, at, settings } = application;
  switch (effect.does) {
    case 'pool':
      return pooled(tensor, effect.normalises === true ? tensor.shape : null);
    case 'resize':
      return resized(tensor);
    case 'log':
      return logarithm(tensor, at);
    case 'exp':
      return exponential(tensor, at);
    case 'clamp':
      return tensor.scale === 'probabilities'
        ? shifted(tensor, { by: 'clamp', at: lowest(application) })
        : tensorOf({ shape: tensor.shape, loss: tensor.loss });
    case 'reduce':
      return meanOfStacked(application, tensor) ?? reducedBy(application, tensor, effect.how);
    case 'argmax':
      return placesOf(tensor, at);
    case 'extreme':
      return extreme(tensor, settings, effect.position, at);
    case 'round':
      return tensorOf({
        shape: tensor.shape,
        marks: ['discrete'],
        activation: tensor.scale === null ? null : 'threshold',
        path: step(tensor, at, 'rounded here'),
      });
    case 'detach':
      return { ...tensor, marks: withMark(tensor.marks, 'detached'), loss: cutLoss(tensor, at) };
    case 'one-hot':
      return tensorOf({
        scale: 'one-hot',
        activation: 'one_hot',
        dtype: effect.dtype,
        classes: numberAt(settings, effect.classes),
        path: step(null, at, 'made one-hot here'),
      });
    case 'create':
      return created(effect, settings, dtypeArgument(settings), at);
    case 'embed':
      return embedded(tensor, numberAt(settings, effect.size));
    case 'scatter':
      return scattered(tensor, settings);
    case 'forget':
      return tensorOf({ dtype: effect.dtype ?? null, marks: effect.marks ?? [] });
    case 'product':
      return productOf([...(application.form === 'method' ? [tensor] : []), ...valuesOf(settings)]);
    default:
      return unknown;
  }
}

function reshapedBy(application: Application, operand: Value, how: Reshape): Value {
  if (operand.kind === 'tensor') return reshaped(operand, how, application.settings, application.name);
  if (operand.kind === 'unknown') return reshapedUnknown(application, how);
  return how === 'keep' ? asTensor(operand) : operand;
}

function reducedBy({ settings, form }: Application, tensor: TensorValue, how: Reduction): TensorValue {
  // A norm takes its order first.
  const position = (form === 'method' ? 0 : 1) + (how === 'norm' ? 1 : 0);
  const isWhole = axisGiven(settings, position) === undefined;
  return { ...reduced(tensor, how, isWhole), shape: reducedShape(tensor.shape, settings, position) };
}

/** What a clamp keeps values from falling below; null when that is not known. */
function lowest({ name, form, settings }: Application): number | null {
  if (name.endsWith('clamp_max')) return null;
  const at = numberAt(settings, [form === 'method' ? 0 : 1, 'min', 'a_min', 'min_value', 'clip_value_min']);
  return at !== null && at > 0 ? at : null;
}

const valuesOf = ({ positional }: CallArguments): readonly Value[] => positional.map(({ value }) => value);

/** Marks that an activation does not take away. */
const lasting: ReadonlySet<Mark> = new Set(['detached', 'numbers', 'bounded']);

const given: Readonly<Record<Activation, TensorValue['scale']>> = {
  softmax: 'probabilities',
  sigmoid: 'probabilities',
  log_softmax: 'log-probabilities',
  logsigmoid: 'log-probabilities',
  tanh: null,
  relu: null,
  linear: 'logits',
  argmax: 'class-indices',
  threshold: null,
  one_hot: 'one-hot',
};

function activated(
  application: Application,
  tensor: TensorValue,
  activation: Activation,
  axis: number | null,
): TensorValue {
  const { form, name, written, at } = application;
  const scale = given[activation];
  const { shape, classes, dtype } = tensor;
  const beneath = isBounded(tensor) ? tensor : null;
  const path = {
    site: callSpan(form === 'item' ? written : at),
    note: `${activation} is applied here`,
    previous: beneath?.path ?? null,
  };
  const source = { form, at: written, name };
  if (scale === null) {
    const isPlain = activation === 'tanh' || form === 'layer-argument' || plainRelu.test(name);
    return tensorOf({ activation, shape, classes, dtype, ...(isPlain ? { source, path } : {}) });
  }
  return tensorOf({
    scale,
    activation,
    axis,
    shape,
    classes,
    dtype,
    marks: tensor.marks.filter((mark) => lasting.has(mark)),
    source,
    path,
    beneath,
  });
}

/** The output of an activation that leaves no room, of which it is known where it was applied. */
const isBounded = ({ activation, source }: TensorValue): boolean =>
  source !== null && activation !== null && bounding.has(activation);

const bounding: ReadonlySet<Activation> = new Set(['relu', 'tanh', 'softmax']);

/** Of all that leaves what is positive as it is, those that cut off the rest. */
const plainRelu = /(?:^|\.)relu6?_?$/i;

function axisOf(settings: CallArguments, place: Place | undefined): number | null {
  return place === undefined ? null : numberAt(settings, place);
}

/** Where the axis is passed but not known it may be that of the classes. */
function splitUp(tensor: TensorValue, settings: CallArguments, axis: Place): TensorValue {
  const [position, ...names] = axis;
  const isPassed = passed(settings, position, ...names) !== undefined;
  return piecesOf(tensor, isPassed ? numberAt(settings, axis) : 0);
}

export function numberAt(settings: CallArguments, place: Place): number | null {
  const value = passed(settings, ...place)?.value;
  return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : null;
}

/** A layer with weights, and the activation some libraries let it apply. */
function scored(application: Application, tensor: TensorValue, effect: Effect & { does: 'score' }): Value {
  const { settings, at, form, written } = application;
  const classes = effect.size === undefined ? null : numberAt(settings, effect.size);
  const path = {
    site: callSpan(form === 'item' ? written : at),
    note: 'raw scores are made here',
    previous: null,
  };
  const shape =
    tensor.shape === null || effect.size === undefined || form === 'function'
      ? null
      : [...tensor.shape.slice(0, -1), classes];
  const source = { form: 'layer', at: application.made, name: application.name } as const;
  const scores = tensorOf({ scale: 'logits', activation: 'linear', classes, shape, source, path });
  return withActivation(application, scores, effect);
}

function withActivation(
  application: Application,
  scores: TensorValue,
  effect: Effect & { does: 'score' },
): Value {
  if (effect.activation === undefined) return scores;
  const [position, ...names] = effect.activation;
  const argument = passed(application.settings, position, ...names)?.value;
  const chosen = argument === undefined ? (effect.otherwise ?? 'linear') : activationName(argument);
  if (chosen === 'linear') return scores;
  const activation = chosen === null ? undefined : layerActivations.get(chosen);
  if (activation === undefined) return tensorOf({ classes: scores.classes });
  const { made } = application;
  // What an `arg_scope` around may change is not written here.
  const form = argument === undefined ? 'layer' : 'layer-argument';
  return activated({ ...application, form, at: made, written: made }, scores, activation, null);
}

/** `Activation('softmax')(x)`. */
function activatedByName(application: Application, tensor: TensorValue, place: Place): Value {
  const [position, ...names] = place;
  const argument = passed(application.settings, position, ...names)?.value;
  const chosen = argument === undefined ? null : activationName(argument);
  if (chosen === 'linear') return tensor;
  const activation = chosen === null ? undefined : layerActivations.get(chosen);
  const { shape, classes } = tensor;
  return activation === undefined
    ? tensorOf({ shape, classes })
    : activated(application, tensor, activation, null);
}

const layerActivations: ReadonlyMap<string, Activation> = new Map([
  ['softmax', 'softmax'],
  ['sigmoid', 'sigmoid'],
  ['log_softmax', 'log_softmax'],
  ['log_sigmoid', 'logsigmoid'],
  ['tanh', 'tanh'],
  ['relu', 'relu'],
]);

/** `'softmax'`, `tf.nn.softmax`, `None`; null when it cannot be told. */
function activationName(value: Value): string | null {
  if (value.kind === 'constant') {
    if (value.value === null) return 'linear';
    return typeof value.value === 'string' ? value.value.toLowerCase() : null;
  }
  if (value.kind !== 'library' && value.kind !== 'object') return null;
  return value.name.slice(value.name.lastIndexOf('.') + 1).toLowerCase();
}
