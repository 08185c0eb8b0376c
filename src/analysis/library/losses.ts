import type { ApiSpec, LossDefinition, Scale } from '../../core/loss.ts';
import { losses as definitions } from '../../core/losses/index.ts';
import type { LossCallFact } from '../fact.ts';
import { extraLosses } from './extra-losses.ts';

/** A tensor argument of a loss's call, in the order the call takes them. */
export interface LossParameter {
  readonly name: string;
  readonly role: 'prediction' | 'target' | 'other';
  readonly accepts: readonly Scale[];
}

/** A library's name for a loss. */
export interface LossApi {
  readonly loss: string;
  readonly name: string;
  readonly library: LossCallFact['library'];
  readonly form: 'function' | 'class';
  readonly parameters: readonly LossParameter[];
  /** Names under which the call may take a parameter, besides the parameter's own. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** Options in the order the constructor (or, after the tensors, the function) takes them. */
  readonly options: readonly string[];
  readonly reduction: string;
}

function fromDefinition(loss: LossDefinition): LossApi[] {
  return loss.apis.map((api) => fromApi(loss, api));
}

function fromApi(loss: LossDefinition, api: ApiSpec): LossApi {
  const parameters = api.order.map((name) => {
    const input = loss.inputs.find((spec) => spec.name === name);
    return { name, role: input?.role ?? 'other', accepts: input?.accepts ?? [] };
  });
  return {
    loss: loss.id,
    name: api.name,
    library: api.library,
    form: api.form,
    parameters,
    aliases: libraryAliases[api.library],
    options: optionOrder(api.name),
    reduction: api.reduction ?? loss.reduction,
  };
}

/** Names the libraries give to the two tensors. */
const libraryAliases: Readonly<Record<LossApi['library'], LossApi['aliases']>> = {
  torch: {},
  torchvision: {},
  keras: { input: ['y_pred', 'output'], target: ['y_true', 'target'] },
  tensorflow: { input: ['logits', 'predictions'], target: ['labels', 'targets'] },
  optax: { input: ['logits', 'predictions', 'log_predictions'], target: ['labels', 'targets'] },
};

const weighted = ['weight', 'size_average', 'ignore_index', 'reduce', 'reduction', 'label_smoothing'];
const plain = ['size_average', 'reduce', 'reduction'];

/** The order of options where it matters: PyTorch takes the weight, and the old flags, by position. */
function optionOrder(name: string): readonly string[] {
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (/^(CrossEntropyLoss|NLLLoss|cross_entropy|nll_loss|NLLLoss2d)$/.test(short)) return weighted;
  if (/^(BCELoss|binary_cross_entropy|MultiLabelSoftMarginLoss)$/.test(short)) return ['weight', ...plain];
  if (/^(BCEWithLogitsLoss|binary_cross_entropy_with_logits)$/.test(short))
    return ['weight', ...plain, 'pos_weight'];
  if (name.startsWith('keras.losses.'))
    return short === short.toLowerCase() ? ['from_logits'] : ['from_logits', 'label_smoothing'];
  return name.startsWith('torch.') ? plain : [];
}

const derived = definitions.flatMap(fromDefinition);
const derivedNames = new Set(derived.map(({ name }) => name));

/** By qualified name. What `core` defines comes from there; the rest is known to the analysis only. */
const apis: ReadonlyMap<string, LossApi> = new Map(
  [...derived, ...extraLosses.filter(({ name }) => !derivedNames.has(name))].map((api) => [api.name, api]),
);

/** Every loss the libraries have, by qualified name. */
export const lossNames: readonly string[] = [...apis.keys()];

export const lossApi = (name: string): LossApi | undefined => apis.get(name);
