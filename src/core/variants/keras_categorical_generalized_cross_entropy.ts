import { at, tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { kerasApis, kerasPage, kerasReductions } from '../families/keras.ts';
import {
  type CategoricalRule,
  categoricalBackward,
  categoricalForward,
  categoricalSteps,
} from '../families/keras_categorical.ts';
import { fixed, learned } from '../families/specs.ts';
import { sameShape } from '../shape.ts';
import { grouped, latex } from '../steps/latex.ts';
import { step } from '../steps/step.ts';

/** (1 − p_y^q) / q of the probability as it is given: neither normalised nor held. */
const generalized = (q: number): CategoricalRule => ({
  loss: (row, target, { store }) => store(1 - store(probabilityOf(row, target) ** q)) / q,
  gradient: (row, target) => target.map((t) => -t * probabilityOf(row, target) ** (q - 1)),
  steps: (row, target, { store }) => {
    const p = probabilityOf(row, target);
    const power = store(p ** q);
    return [
      step('Probability of the true class', 'p_y', latex(p), p),
      step('Power', 'p_y^{\\,q}', `${grouped(p)}^{${latex(q)}}`, power),
      step(
        'What it lacks to 1, in units of q',
        String.raw`\ell = \frac{1 - p_y^{\,q}}{q}`,
        String.raw`\frac{1 - ${latex(power)}}{${latex(q)}}`,
        store(store(1 - power) / q),
      ),
    ];
  },
});

const probabilityOf = (row: Float64Array, target: Float64Array): number =>
  target.reduce((sum, t, c) => sum + t * (row[c] as number), 0);

export const kerasCategoricalGeneralizedCrossEntropy = defineVariant({
  id: 'keras.categorical_generalized_cross_entropy',
  library: 'keras',
  of: { generalized_cross_entropy: {} },
  difference: 'Takes probabilities as they are, without a softmax; q is 0.5 by default.',
  title: 'Categorical generalised cross-entropy (Keras)',
  group: 'classification',
  summary: 'Between cross-entropy and absolute error, for noisy labels.',
  formula: String.raw`\ell = \frac{1 - p_y^{\,q}}{q}`,
  references: [kerasPage('probabilistic', 'CategoricalGeneralizedCrossEntropy')],
  inputs: [
    learned('input', 'prediction', ['probabilities'], 'y_pred: probabilities, classes last'),
    fixed('target', 'target', ['class-indices'], 'y_true: class indices'),
  ],
  params: [
    {
      name: 'q',
      label: 'q',
      summary: 'between 0 (cross-entropy) and 1 (absolute error)',
      kind: 'number',
      default: 0.5,
      min: 0,
      max: 1,
      exclusiveMin: true,
      slider: [0.01, 1, 0.01],
    },
  ],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('CategoricalGeneralizedCrossEntropy', 'categorical_generalized_cross_entropy'),
  example: { inputs: { input: tensor([[0.277, 0.299, 0.424]]), target: tensor([2], 'int64') } },
  check: ({ inputs: { input, target } }) => {
    if (!sameShape(input.shape.slice(0, -1), target.shape))
      return {
        message: `class indices need the shape of the predictions without the last axis: [${input.shape.slice(0, -1)}], got [${target.shape}]`,
        cure: 'Turn one-hot rows into indices: keras.ops.argmax(target, axis=-1).',
        at: 'target',
      };
    const wrong = Array.from({ length: target.data.length }, (_, i) => at(target.data, i)).find(
      (y) => !(y >= 0 && y < (input.shape.at(-1) ?? 0)),
    );
    return wrong === undefined
      ? undefined
      : {
          message: `class index ${wrong} is out of range`,
          cure: 'Indices run from 0 to C − 1.',
          at: 'target',
        };
  },
  forward: (call) =>
    categoricalForward({ ...call, options: { label_smoothing: 0 } }, generalized(call.options.q)),
  backward: (call, upstream) =>
    categoricalBackward({ ...call, options: { label_smoothing: 0 } }, upstream, generalized(call.options.q)),
  steps: (call, index) =>
    categoricalSteps({ ...call, options: { label_smoothing: 0 } }, index, generalized(call.options.q)),
});
