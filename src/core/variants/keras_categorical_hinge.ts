import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { kerasApis, kerasPage, kerasReductions } from '../families/keras.ts';
import {
  type CategoricalRule,
  categoricalBackward,
  categoricalForward,
  categoricalSteps,
  checkCategorical,
} from '../families/keras_categorical.ts';
import { fixed, learned } from '../families/specs.ts';
import { grouped, latex, vector } from '../steps/latex.ts';
import { step } from '../steps/step.ts';

/** The largest score of a class that is not true, as (1 − t)·x, and where it is. */
function strongest(row: Float64Array, target: Float64Array): { readonly score: number; readonly c: number } {
  let best = { score: Number.NEGATIVE_INFINITY, c: 0 };
  row.forEach((x, c) => {
    const score = (1 - (target[c] as number)) * x;
    if (score > best.score) best = { score, c };
  });
  return best;
}

const trueScore = (row: Float64Array, target: Float64Array): number =>
  target.reduce((sum, t, c) => sum + t * (row[c] as number), 0);

const hinge: CategoricalRule = {
  loss: (row, target, { store }) =>
    Math.max(0, store(strongest(row, target).score - store(trueScore(row, target))) + 1),
  gradient: (row, target) => {
    const { score, c } = strongest(row, target);
    if (score - trueScore(row, target) + 1 <= 0) return new Float64Array(row.length);
    return target.map((t, k) => (k === c ? 1 - t : 0) - t);
  },
  steps: (row, target, { store }) => {
    const own = store(trueScore(row, target));
    const rival = strongest(row, target).score;
    return [
      step('Score of the true class', String.raw`t = \sum_c y_c x_c`, vector(row), own),
      step(
        'Strongest of the others, the true class as 0',
        String.raw`r = \max_c (1 - y_c)\, x_c`,
        vector(row.map((x, c) => (1 - (target[c] as number)) * x)),
        rival,
      ),
      step(
        'What the lead lacks to 1',
        String.raw`\ell = \max(0, r - t + 1)`,
        String.raw`\max(0, ${latex(rival)} - ${grouped(own)} + 1)`,
        store(Math.max(0, store(rival - own) + 1)),
      ),
    ];
  },
};

export const kerasCategoricalHinge = defineVariant({
  id: 'keras.categorical_hinge',
  library: 'keras',
  of: { multi_margin_loss: {} },
  difference:
    'Only the strongest of the other classes counts, where PyTorch averages over all of them; the true class takes part in that maximum with a score of 0.',
  title: 'Categorical hinge (Keras)',
  group: 'margin',
  summary: 'The true class should beat the strongest other one by 1.',
  formula: String.raw`\ell = \max\left(0,\, \max_c (1 - y_c) x_c - \sum_c y_c x_c + 1\right)`,
  references: [kerasPage('hinge', 'CategoricalHinge')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'y_pred: scores, classes last'),
    fixed(
      'target',
      'target',
      ['class-indices', 'one-hot'],
      'y_true: one-hot rows; class indices stand for theirs',
    ),
  ],
  params: [],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('CategoricalHinge', 'categorical_hinge'),
  example: { inputs: { input: tensor([[0.1, 0.2, 0.4, 0.8]]), target: tensor([[0, 0, 1, 0]]) } },
  check: (call) => checkCategorical({ ...call, options: { label_smoothing: 0 } }),
  forward: (call) => categoricalForward({ ...call, options: { label_smoothing: 0 } }, hinge),
  backward: (call, upstream) =>
    categoricalBackward({ ...call, options: { label_smoothing: 0 } }, upstream, hinge),
  steps: (call, index) => categoricalSteps({ ...call, options: { label_smoothing: 0 } }, index, hinge),
});
