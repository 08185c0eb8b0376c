import type { Activation } from '../../src/core/explore/activation.ts';
import type { LossDefinition } from '../../src/core/loss.ts';
import { losses } from '../../src/core/losses/index.ts';
import { librariesOf } from '../../src/core/variants/index.ts';
import type { OptionState, Setting } from '../../src/protocol.ts';
import { baseFor, isAdaptable, withLibrary } from './adapt.ts';
import { weightPresets } from './parameter-values.ts';
import type { Problem } from './problem.ts';
import { libraryNames } from './words.ts';

/** Another setting of the same tensors that is worth a look beside the present one. */
export interface Variant {
  readonly id: string;
  readonly label: string;
  /** Its tensors are the present setting's; a comparison gives them the form that the loss takes. */
  readonly make: () => Setting;
}

/** What to compare a problem with, by what its loss is: the usual mistakes, the usual alternatives, other libraries. */
export function variantsOf(problem: Problem): readonly Variant[] {
  return [
    ...activationVariants(problem),
    ...parameterVariants(problem),
    ...lossVariants(problem),
    ...libraryVariants(problem),
    ...precisionVariants(problem),
  ];
}

const variant = (id: string, label: string, setting: Setting): Variant => ({
  id,
  label,
  make: () => setting,
});

const withActivation = ({ setting }: Problem, activation: Activation): Setting => ({
  ...setting,
  activation,
});

function activationVariants(problem: Problem): readonly Variant[] {
  const { prediction, activated, scale } = problem;
  if (!prediction.accepts.includes('logits')) return [];
  if (activated.activation !== 'none')
    return [variant('plain', `without ${activated.activation}`, withActivation(problem, 'none'))];
  return scale.link === 'sigmoid'
    ? [variant('twice', 'sigmoid applied twice', withActivation(problem, 'sigmoid'))]
    : [variant('twice', 'softmax applied twice', withActivation(problem, 'softmax'))];
}

const withOption = ({ setting }: Problem, name: string, value: OptionState): Setting => ({
  ...setting,
  options: { ...setting.options, [name]: value },
});

const contrasts: readonly {
  readonly name: string;
  readonly values: readonly number[];
  readonly symbol: string;
}[] = [
  { name: 'label_smoothing', values: [0.1], symbol: 'label smoothing' },
  { name: 'gamma', values: [0, 2, 5], symbol: 'γ =' },
  { name: 'margin', values: [0.5, 1, 2], symbol: 'margin' },
  { name: 'beta', values: [0.1, 1], symbol: 'β =' },
  { name: 'delta', values: [0.5, 1], symbol: 'δ =' },
];

function parameterVariants(problem: Problem): readonly Variant[] {
  const declared = new Set(problem.loss.params.map((param) => param.name));
  const numbers = contrasts.flatMap(({ name, values, symbol }) =>
    declared.has(name)
      ? values
          .filter((value) => value !== (problem.options[name] ?? defaultOf(problem.loss, name)))
          .map((value) => variant(`${name}-${value}`, `${symbol} ${value}`, withOption(problem, name, value)))
      : [],
  );
  const weights = problem.loss.params.flatMap((param) =>
    weightPresets(param, problem)
      .filter(({ label }) => label !== 'equal')
      .map(({ label, make }) => ({
        id: `weight-${label}`,
        label: `weights by ${label}`,
        make: () => withOption(problem, param.name, make()),
      })),
  );
  return [...numbers, ...weights];
}

const defaultOf = (loss: LossDefinition, name: string) =>
  loss.params.find((param) => param.name === name)?.default;

/** Losses that one is asked to choose between. */
const rivals: Readonly<Record<string, readonly string[]>> = {
  classification: ['cross_entropy', 'softmax_focal_loss', 'mse_loss', 'multi_margin_loss'],
  binary: ['binary_cross_entropy_with_logits', 'sigmoid_focal_loss', 'mse_loss', 'l1_loss'],
  regression: ['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss'],
};

const rivalNames: Readonly<Record<string, string>> = {
  l1_loss: 'mean of 1 − p or p (the hand-written mnist_loss)',
};

function lossVariants(problem: Problem): readonly Variant[] {
  return (rivals[problem.loss.group] ?? []).flatMap((id) => {
    const loss = losses.find((candidate) => candidate.id === id);
    if (!loss || loss.id === problem.base.id) return [];
    if (!isAdaptable(problem, loss)) return [];
    const setting = baseFor(problem, loss);
    const activation =
      setting.activation === 'none' || !setting.activation ? '' : ` of the ${setting.activation}`;
    const own = problem.loss.group === 'binary' ? rivalNames[id] : undefined;
    return [variant(id, own ?? `${loss.title}${activation}`, setting)];
  });
}

const libraryVariants = (problem: Problem): readonly Variant[] =>
  librariesOf(problem.base)
    .filter((library) => library !== problem.setting.library)
    .map((library) =>
      variant(`library-${library}`, `in ${libraryNames[library]}`, withLibrary(problem, library)),
    );

const precisionVariants = ({ setting }: Problem): readonly Variant[] =>
  (['float64', 'float32', 'bfloat16', 'float16'] as const)
    .filter((dtype) => dtype !== setting.dtype)
    .map((dtype) => variant(dtype, `in ${dtype}`, { ...setting, dtype }));
