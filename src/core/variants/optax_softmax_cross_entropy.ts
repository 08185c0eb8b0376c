import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import {
  checkRows,
  hasIntegers,
  type RowCall,
  type RowRule,
  rowsBackward,
  rowsForward,
  rowsSteps,
} from '../families/optax_rows.ts';
import { fixed, learned } from '../families/specs.ts';
import { sumStep } from '../steps/keras_categorical.ts';

/** Σ −label·log p; one-hot labels multiply every log-probability, so 0·(−∞) is NaN unless `safe` skips it. */
const rule = (skipZeros: boolean): RowRule => ({
  loss: (logp, labels, { store }) =>
    labels.reduce((sum, t, c) => (t === 0 && skipZeros ? sum : sum - store(t * (logp[c] as number))), 0),
  slope: (_, labels) => labels.map((t) => -t),
  steps: (logp, labels, precision) => {
    const kept = skipZeros ? Array.from(labels.keys()).filter((c) => labels[c] !== 0) : [...labels.keys()];
    const of = (row: Float64Array) => Float64Array.from(kept, (c) => row[c] as number);
    return [sumStep(of(labels), of(logp), precision)];
  },
});

interface SoftmaxCall extends RowCall {
  readonly options: { readonly safe: boolean };
}

const ruleOf = (call: SoftmaxCall): RowRule => rule(call.options.safe || hasIntegers(call));

export const optaxSoftmaxCrossEntropy = defineVariant({
  id: 'optax.softmax_cross_entropy',
  library: 'optax',
  of: { cross_entropy: {} },
  difference:
    'Unreduced; classes are on the last axis; no class weights, no ignored index. An integer label beyond the classes gives NaN without an error, a negative one counts from the end. A logit of −∞ under a label of 0 gives NaN, except in safe_softmax_cross_entropy.',
  title: 'Softmax cross-entropy (optax)',
  group: 'classification',
  summary: 'Cross-entropy of logits against one-hot rows, distributions or integer labels.',
  formula: String.raw`\ell = -\sum_{c} y_c \log \frac{e^{z_c}}{\sum_{j} e^{z_j}}`,
  references: [optaxPage('softmax_cross_entropy'), optaxPage('softmax_cross_entropy_with_integer_labels')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'logits, classes last'),
    fixed(
      'target',
      'target',
      ['class-indices', 'one-hot', 'distribution'],
      'labels shaped as the logits, or integers without the last axis',
    ),
  ],
  params: [
    {
      name: 'safe',
      label: 'Safe',
      summary: 'skips labels of 0, as safe_softmax_cross_entropy does',
      kind: 'boolean',
      default: false,
    },
  ],
  reductions: optaxReductions,
  reduction: 'none',
  apis: [
    ...optaxApis('softmax_cross_entropy', ['input', 'target']),
    ...optaxApis('safe_softmax_cross_entropy', ['input', 'target'], { safe: true }),
    ...optaxApis('softmax_cross_entropy_with_integer_labels', ['input', 'target']),
  ],
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([[0, 0, 1]]) } },
  check: checkRows,
  forward: (call) => rowsForward(call, ruleOf(call)),
  backward: (call, upstream) => rowsBackward(call, upstream, ruleOf(call)),
  steps: (call, index) => rowsSteps(call, index, ruleOf(call)),
});
