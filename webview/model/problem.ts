import { type Activated, activate } from '../../src/core/explore/activation.ts';
import { type Axes, axesOf } from '../../src/core/explore/axes.ts';
import type { Link } from '../../src/core/explore/scale.ts';
import type {
  ApiSpec,
  InputSpec,
  Inputs,
  LossDefinition,
  Options,
  OptionValue,
  Scale,
} from '../../src/core/loss.ts';
import { lossById, losses } from '../../src/core/losses/index.ts';
import type { DType } from '../../src/core/tensor.ts';
import { inLibrary } from '../../src/core/variants/index.ts';
import type { OptionState, Setting } from '../../src/protocol.ts';
import type { Decoder } from '../state/decoder.ts';
import { isTensorState } from '../state/tensor-state.ts';
import { type Example, exampleOf, sameMeaning } from './example.ts';
import { predictionOf, takenScale, targetOf } from './roles.ts';

/** A setting with its words looked up and its tensors ready to compute with. */
export interface Problem {
  readonly setting: Setting;
  /** The loss as the setting's library computes it. */
  readonly loss: LossDefinition;
  /** The same loss in PyTorch, by which it is known. */
  readonly base: LossDefinition;
  readonly api: ApiSpec | undefined;
  readonly prediction: InputSpec;
  readonly target: InputSpec | undefined;
  /** What the person edits: raw outputs, targets. */
  readonly raw: Inputs;
  /** What the loss receives: the raw outputs through the activation. */
  readonly inputs: Inputs;
  readonly activated: Activated;
  readonly options: Options;
  /** The prediction as a table. */
  readonly axes: Axes;
  readonly scale: PredictionScale;
}

/** What the raw prediction's numbers are, and how they become probabilities; no link where they do not. */
export interface PredictionScale {
  readonly raw: Scale;
  readonly link: Link | null;
}

/** The loss of a setting; the first in the list where the id is unknown (a state of another version). */
export function baseOf(setting: Setting): LossDefinition {
  const loss = lossById(setting.loss) ?? losses[0];
  if (!loss) throw new Error('The list of losses is empty.');
  return loss;
}

/** The loss of a setting as its library computes it. */
export const lossOf = (setting: Setting): LossDefinition => inLibrary(baseOf(setting), setting.library);

/** The library's entry for the loss: the function before the class. */
export function apiOf(loss: LossDefinition, library: Setting['library']): ApiSpec | undefined {
  const apis = loss.apis.filter((api) => api.library === library);
  return apis.find((api) => api.form === 'function') ?? apis[0];
}

export function resolve(setting: Setting, decoder: Decoder): Problem {
  const base = baseOf(setting);
  const loss = inLibrary(base, setting.library);
  const prediction = predictionOf(loss);
  const example = exampleOf(base, loss);
  const raw = rawInputs(setting, loss, { example, decoder });
  const axes = axesOf(raw[prediction.name]?.shape ?? [], loss);
  const activated: Activated = {
    activation: setting.activation ?? 'none',
    temperature: setting.temperature ?? 1,
    axis: Math.max(axes.axis, 0),
  };
  const options = optionsOf(setting, loss, { example, decoder });
  return {
    setting,
    loss,
    base,
    api: apiOf(loss, setting.library),
    prediction,
    target: targetOf(loss),
    raw,
    inputs: applyActivation(raw, prediction.name, activated, setting.dtype),
    activated,
    options,
    axes,
    scale: scaleOf(loss, options, activated),
  };
}

interface Given {
  readonly example: Example;
  readonly decoder: Decoder;
}

function rawInputs(setting: Setting, loss: LossDefinition, { example, decoder }: Given): Inputs {
  const entries = loss.inputs.flatMap((spec) => {
    const state = setting.inputs[spec.name];
    const tensor = state ? decoder.tensor(state) : example.inputs[spec.name];
    return tensor ? [[spec.name, tensor] as const] : [];
  });
  return Object.fromEntries(entries);
}

function applyActivation(raw: Inputs, name: string, by: Activated, dtype: DType): Inputs {
  const scores = raw[name];
  if (!scores || (by.activation === 'none' && by.temperature === 1)) return raw;
  return { ...raw, [name]: activate(scores, by, dtype) };
}

/** Only what the loss declares, so that a state of another version still computes. */
function optionsOf(setting: Setting, loss: LossDefinition, { example, decoder }: Given): Options {
  const given: Readonly<Record<string, OptionState>> = Object.keys(setting.inputs).length
    ? setting.options
    : { ...plainOptions(example.options), ...setting.options };
  const fromApi = { ...apiOf(loss, setting.library)?.options, ...sameMeaning(loss, setting.loss) };
  const entries = loss.params.flatMap((param): [string, OptionValue][] => {
    const state = given[param.name];
    const value = isTensorState(state) ? decoder.tensor(state) : state;
    const chosen = value ?? fromApi[param.name];
    return chosen === undefined ? [] : [[param.name, chosen]];
  });
  return Object.fromEntries(entries);
}

const plainOptions = (options: Options): Readonly<Record<string, OptionState>> =>
  Object.fromEntries(
    Object.entries(options).filter(
      (entry): entry is [string, number | boolean | string] => typeof entry[1] !== 'object',
    ),
  );

/** Several true classes in a row mean a sigmoid each; scores of a margin are no probabilities at all. */
function linkOf(loss: LossDefinition): Link | null {
  const several = targetOf(loss)?.accepts.includes('multi-hot');
  if (several || loss.group === 'binary' || loss.group === 'segmentation') return 'sigmoid';
  return loss.group === 'margin' || loss.group === 'regression' ? null : 'softmax';
}

function scaleOf(loss: LossDefinition, options: Options, { activation }: Activated): PredictionScale {
  if (activation === 'sigmoid') return { raw: 'logits', link: 'sigmoid' };
  if (activation !== 'none') return { raw: 'logits', link: 'softmax' };
  const raw = takenScale(loss, options);
  return { raw, link: raw === 'reals' ? null : linkOf(loss) };
}
