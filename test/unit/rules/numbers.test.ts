import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { doubleSigmoidSentence, doubleSoftmaxFloor, floorSentence } from '../../../src/analysis/numbers.ts';
import { ruleById } from '../../../src/analysis/rules/index.ts';

/** Printed by PyTorch; the script beside the file names its version. */
const golden = JSON.parse(
  readFileSync(new URL('../../golden/rule-numbers.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, number>> & {
  readonly floor: Readonly<Record<string, number>>;
  readonly 'tanh first': Readonly<Record<string, number>>;
  readonly 'sigmoid twice': Readonly<Record<'positive' | 'negative' | 'largest', number>>;
};
const { floor, 'sigmoid twice': twice, 'tanh first': tanh } = golden;

describe('the floor of a double softmax', () => {
  it.each(Object.entries(floor))('is that of PyTorch for %s classes', (classes, value) => {
    expect(doubleSoftmaxFloor(Number(classes))).toBeCloseTo(value, 12);
  });

  it('is told in words', () => {
    expect(floorSentence(10)).toBe('The loss cannot fall below 1.4612 with 10 classes');
    expect(floorSentence(null)).toContain(golden.floor['10']?.toFixed(4));
    expect(doubleSigmoidSentence).toContain(twice.positive.toFixed(4));
    expect(doubleSigmoidSentence).toContain(twice.negative.toFixed(4));
  });
});

/** A figure in a rule's text, and what PyTorch gives. */
const figures: readonly (readonly [rule: string, written: string, value: number | undefined])[] = [
  ['softmax-before-cross-entropy', '0.5514', floor['3']],
  ['softmax-before-cross-entropy', '0.0001', golden['softmax twice, wrong by 10']],
  ['sigmoid-before-cross-entropy', '5.9095', floor['1000']],
  ['activation-before-cross-entropy', '0.2395', tanh['3']],
  ['activation-before-cross-entropy', '0.7966', tanh['10']],
  ['activation-before-cross-entropy', '0.6931', golden['relu first, no']],
  ['activation-before-cross-entropy', '0.3133', golden['tanh first, yes or no']],
  ['sigmoid-before-bce-with-logits', '0.7311', twice.largest],
  ['probabilities-into-nll-loss', '−0.7856', golden['nll of probabilities']],
  ['probabilities-into-nll-loss', '0.2413', golden['cross-entropy']],
  ['logits-into-nll-loss', '−2.0', golden['nll of logits']],
  ['probabilities-into-kl-div', '−1.3907', golden['kl of probabilities']],
  ['probabilities-into-kl-div', '0.0395', golden.kl],
  ['logits-into-kl-div', '−2.2018', golden['kl of logits']],
  ['sigmoid-then-bce-loss', '100', golden['bce clamp at 17']],
  ['log-plus-epsilon', '20.7232', golden['log plus epsilon']],
  ['mse-for-classification', '0.00009', golden['mse gradient']],
  ['mse-for-classification', '1.0', golden['cross-entropy gradient']],
  ['broadcast-loss-shapes', '1.3333', golden['broadcast mse']],
  ['zero-one-hinge-target', '1.0', golden['hinge of 0']],
  ['zero-one-hinge-target', '0.7', golden['hinge of -1']],
  ['zero-one-hinge-target', '0.6931', golden['soft margin of 0']],
  ['multi-hot-multilabel-margin', '2.9', golden['multi-hot as ids']],
  ['multi-hot-multilabel-margin', '0.85', golden.ids],
  ['focal-pt-from-weighted-loss', '0.001', golden['pt from weight 10']],
  ['focal-pt-from-mean-loss', '0.49', golden['focal factor of a mean']],
  ['weights-after-mean-loss', '2.5', golden['weights after the mean']],
  ['weights-after-mean-loss', '0.5', golden['weights of samples']],
  ['loss-arguments-swapped', '10', golden['bce swapped']],
  ['loss-arguments-swapped', '0.1054', golden.bce],
];

test.each(figures)('%s says %s, as PyTorch does', (id, written, value) => {
  const digits = written.split('.')[1]?.length ?? 0;
  expect(ruleById(id)?.why).toContain(written);
  expect(value?.toFixed(digits).replace('-', '−')).toBe(written);
});
