import type { Tensor } from '../../../src/core/tensor.ts';
import { setDType } from '../../state/edits.ts';
import { compact } from '../format.ts';
import type { Model } from '../model.ts';
import type { HealthCheck } from './note.ts';

/** Where a NaN or an infinity came in: the first stage at which a value is not finite. */
export const notFinite: HealthCheck = (model) => {
  const { main } = model;
  if (main.error || (Number.isFinite(main.value) && !hasNaN(model))) return undefined;
  const stage = firstBad(model);
  if (!stage) return undefined;
  const widened = main.problem.setting.dtype !== 'float64';
  return {
    id: 'not_finite',
    severity: 'error',
    title: `${stage.value} first appears ${stage.where}`,
    detail: stage.why,
    ...(widened && stage.narrow ? { fix: { label: 'Compute in float64', apply: setDType('float64') } } : {}),
  };
};

/** The gradient may be large and this runs with every change: a row's length is NaN if one of its elements is. */
function hasNaN({ main, samples }: Model): boolean {
  if (!samples.some(({ gradient }) => Number.isNaN(gradient))) return false;
  const data = main.gradient?.data ?? [];
  for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) return true;
  return false;
}

interface Stage {
  readonly where: string;
  readonly value: string;
  readonly why: string;
  /** Whether a wider dtype may help. */
  readonly narrow: boolean;
}

function firstBad(model: Model): Stage | undefined {
  const { main } = model;
  const { problem, outcome } = main;
  for (const { name } of problem.loss.inputs) {
    const found = badElement(problem.raw[name]);
    if (found) return inInput(model, name, found);
  }
  const received = outcome?.call.inputs[problem.prediction.name];
  const through = badElement(received);
  if (through)
    return {
      where: `in what the loss receives, at ${placeOf(model, through.index)}`,
      value: compact(through.value),
      why: `The raw value ${compact(problem.raw[problem.prediction.name]?.data[through.index] ?? Number.NaN)} leaves the range of ${problem.setting.dtype} or meets log 0 in the activation.`,
      narrow: true,
    };
  const element = badElement(outcome?.elements.losses);
  if (element)
    return {
      where: `in the loss of ${element.index < problem.axes.rows ? `sample ${element.index}` : `element ${element.index}`}`,
      value: compact(element.value),
      why: 'Its inputs are finite: a probability is exactly 0 there and its logarithm −∞, or a product left the range of the dtype.',
      narrow: true,
    };
  return {
    where: 'in the reduction',
    value: compact(main.value),
    why: 'All losses are finite: the mean divides by 0, or the sum leaves the range.',
    narrow: true,
  };
}

function inInput(model: Model, name: string, { index, value }: Bad): Stage {
  const infinite = !Number.isNaN(value);
  return {
    where: `in ${name}, at ${name === model.main.problem.prediction.name ? placeOf(model, index) : `element ${index}`}`,
    value: compact(value),
    why: infinite
      ? 'An infinite logit is a probability of exactly 0 or 1. Against a target of 0 it gives 0 · ∞, which is NaN.'
      : 'It was in the tensor before the loss: look upstream, at a division or a logarithm of 0.',
    narrow: false,
  };
}

function placeOf({ main: { problem }, state }: Model, index: number): string {
  for (let row = 0; row < problem.axes.rows; row++)
    for (let c = 0; c < problem.axes.columns; c++)
      if (problem.axes.index(row, c) === index)
        return `sample ${row}, ${state.classNames?.[c] ?? `class ${c}`}`;
  return `element ${index}`;
}

interface Bad {
  readonly index: number;
  readonly value: number;
}

function badElement(tensor: Tensor | undefined): Bad | undefined {
  if (!tensor) return undefined;
  const index = tensor.data.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? undefined : { index, value: tensor.data[index] ?? Number.NaN };
}
