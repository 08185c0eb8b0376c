import type { ApiSpec, LossError, ParamSpec, Reduction, Reference } from '../loss.ts';
import { sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { checkBroadcast, checkFloating } from './elementwise.ts';
import { sameRank } from './per_sample.ts';
import { api } from './specs.ts';

/** keras.backend.epsilon(): probabilities are held between it and 1 minus it. */
export const EPSILON = 1e-7;

export const kerasReductions: readonly Reduction[] = ['mean', 'sum', 'none'];

/** `keras.losses.<Class>` and `keras.losses.<function>`; the target comes first. */
export const kerasApis = (
  cls: string,
  fn: string,
  order: readonly string[] = ['target', 'input'],
): readonly ApiSpec[] => [
  api('keras', `keras.losses.${cls}`, 'class', order),
  api('keras', `keras.losses.${fn}`, 'function', order, { reduction: 'none' }),
];

export const kerasPage = (group: string, cls: string): Reference => ({
  title: `Keras: ${cls}`,
  url: `https://keras.io/api/losses/${group}_losses/#${cls.toLowerCase()}-class`,
});

export const fromLogits = {
  name: 'from_logits',
  label: 'From logits',
  summary: 'whether the predictions are logits; Keras assumes probabilities unless told',
  kind: 'boolean',
  default: false,
} as const satisfies ParamSpec;

export const kerasSmoothing = {
  name: 'label_smoothing',
  label: 'Label smoothing',
  summary: 'the share of the target that is spread evenly over all classes',
  kind: 'number',
  default: 0,
  min: 0,
  max: 1,
  slider: [0, 1, 0.01],
} as const satisfies ParamSpec;

const tuple = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;

/** What Keras says of shapes that differ. */
export function checkSameShape(input: Tensor, target: Tensor): LossError | undefined {
  const floating = checkFloating('loss', input, input, 'input');
  if (floating || sameShape(input.shape, target.shape)) return floating;
  return {
    message: `Arguments \`target\` and \`output\` must have the same shape. Received: target.shape=${tuple(target.shape)}, output.shape=${tuple(input.shape)}`,
    cure: 'Give targets shaped as the predictions; class ids need the sparse form of the loss.',
    at: 'target',
  };
}

/** Shapes of a regression loss: brought to one rank, then broadcast. */
export function checkRegression(input: Tensor, target: Tensor): LossError | undefined {
  const [t, x] = sameRank(target, input);
  if (x.shape.length === 0)
    return {
      message: 'axis -1 is out of bounds for array of dimension 0',
      cure: 'Give at least one axis: Keras averages over the last one.',
      at: 'input',
    };
  return checkFloating('loss', x, x, 'input') ?? checkBroadcast(x, t, 'target');
}
