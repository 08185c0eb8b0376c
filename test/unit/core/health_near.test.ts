import { describe, expect, it } from 'vitest';
import { type Nested, tensor } from '../../../src/core/create.ts';
import { examine, healthChecks } from '../../../src/core/health/index.ts';
import type { LossRequest } from '../../../src/core/loss.ts';
import { losses } from '../../../src/core/losses/index.ts';

/** Rows end with semicolons; without one it is a vector. */
const parse = (text: string): Nested => {
  const row = (line: string) => line.trim().split(' ').map(Number);
  return text.includes(';') ? text.replace(/;$/, '').split(';').map(row) : row(text);
};
const float = (values: string | Nested) =>
  tensor(typeof values === 'string' ? parse(values) : values, 'float32');
const long = (values: string | Nested) =>
  tensor(typeof values === 'string' ? parse(values) : values, 'int64');

type Near = readonly [check: string, why: string, loss: string, request: LossRequest];

const classes = long('1 0');
const logits = float('2 -1 0.5; 0.1 3 -2');
const log = (rows: readonly (readonly number[])[]) => float(rows.map((row) => row.map(Math.log)));

/** Calls that each check almost sees something in. */
const nearly: readonly Near[] = [
  [
    'not_a_number',
    'the largest numbers',
    'mse_loss',
    { inputs: { input: float('3e38'), target: float('-3e38') } },
  ],
  [
    'infinite_values',
    'the largest numbers',
    'mse_loss',
    { inputs: { input: float('3e38'), target: float('-3e38') } },
  ],
  [
    'probabilities_as_logits',
    'rows that sum to 1.01',
    'cross_entropy',
    {
      inputs: {
        input: float('0.2 0.51 0.3; 0.7 0.2 0.11'),
        target: classes,
      },
    },
  ],
  [
    'probabilities_as_logits',
    'rows that sum to 1 with a negative',
    'cross_entropy',
    {
      inputs: {
        input: float('1.2 -0.2; 0.5 0.5'),
        target: classes,
      },
    },
  ],
  [
    'probabilities_as_logits',
    'one row of two',
    'cross_entropy',
    {
      inputs: {
        input: float('0.2 0.8; 3 -1'),
        target: classes,
      },
    },
  ],
  [
    'sigmoid_as_logits',
    'five values',
    'cross_entropy',
    { inputs: { input: float('0.9 0.8 0.1 0.3 0.4;'), target: long('0') } },
  ],
  [
    'sigmoid_as_logits',
    'one value of six above 1',
    'cross_entropy',
    {
      inputs: {
        input: float('0.9 0.8 0.1; 0.4 0.5 1.001'),
        target: classes,
      },
    },
  ],
  [
    'log_probabilities_as_logits',
    'exponentials that sum to 1.01',
    'cross_entropy',
    { inputs: { input: log([[0.25, 0.76]]), target: long('0') } },
  ],
  [
    'probabilities_as_binary_logits',
    'one value below 0',
    'binary_cross_entropy_with_logits',
    { inputs: { input: float('0.9 0.2 0.6 -0.01'), target: float('1 0 1 0') } },
  ],
  [
    'outside_unit_interval',
    'exactly 0 and 1',
    'binary_cross_entropy',
    { inputs: { input: float('0 1'), target: float('0 1') } },
  ],
  [
    'positive_log_probabilities',
    'exactly 0',
    'nll_loss',
    {
      inputs: {
        input: float('0 -20; -20 0'),
        target: classes,
      },
    },
  ],
  [
    'probabilities_as_log_probabilities',
    'small negatives',
    'nll_loss',
    {
      inputs: {
        input: log([
          [0.9, 0.1],
          [0.2, 0.8],
        ]),
        target: classes,
      },
    },
  ],
  [
    'ctc_not_normalised',
    'log-probabilities',
    'ctc_loss',
    {
      inputs: {
        log_probs: float([[[0.1, 0.6, 0.3].map(Math.log)]]),
        targets: long('1;'),
        input_lengths: long('1'),
        target_lengths: long('1'),
      },
    },
  ],
  [
    'arguments_swapped',
    'both of 0 and 1',
    'binary_cross_entropy',
    { inputs: { input: float('1 0 1 1'), target: float('1 0 0 1') } },
  ],
  [
    'arguments_swapped',
    'neither of 0 and 1',
    'binary_cross_entropy',
    { inputs: { input: float('0.9 0.1'), target: float('0.8 0.2') } },
  ],
  [
    'softmax_over_batch',
    'columns that sum to 1.01',
    'cross_entropy',
    {
      inputs: {
        input: float('0.2 0.5; 0.81 0.5'),
        target: classes,
      },
    },
  ],
  [
    'softmax_for_many_labels',
    'one label a row',
    'binary_cross_entropy',
    {
      inputs: {
        input: float('0.2 0.5 0.3; 0.7 0.2 0.1'),
        target: float('0 1 0; 1 0 0'),
      },
    },
  ],
  [
    'squared_error_of_classes',
    'targets that are no classes',
    'mse_loss',
    { inputs: { input: float('0.2 0.5 0.3;'), target: float('0.1 0.8 0.1;') } },
  ],
  [
    'single_logit',
    'two logits',
    'cross_entropy',
    {
      inputs: {
        input: float('2 0; -1 0'),
        target: long('0 0'),
      },
    },
  ],
  [
    'class_axis',
    'classes on axis 1',
    'cross_entropy',
    {
      inputs: {
        input: float([
          [
            [2, 1],
            [-1, 3],
            [0, 0],
          ],
        ]),
        target: long('0 2;'),
      },
    },
  ],
  [
    'broadcast_shapes',
    'two columns',
    'mse_loss',
    { inputs: { input: float('1; 2'), target: float('1; 2') } },
  ],
  [
    'class_out_of_range',
    'the last class, and an ignored one',
    'cross_entropy',
    { inputs: { input: logits, target: long('2 -100') } },
  ],
  [
    'float_class_indices',
    'probabilities of the same shape',
    'cross_entropy',
    {
      inputs: {
        input: logits,
        target: float('0 1 0; 0.5 0.5 0'),
      },
    },
  ],
  [
    'one_hot_indices',
    'one-hot floats',
    'cross_entropy',
    {
      inputs: {
        input: logits,
        target: float('0 1 0; 1 0 0'),
      },
    },
  ],
  [
    'integer_binary_target',
    'floats',
    'binary_cross_entropy_with_logits',
    { inputs: { input: float('2 -1'), target: float('1 0') } },
  ],
  [
    'zero_one_signs',
    'signs',
    'hinge_embedding_loss',
    { inputs: { input: float('0.3 0.4'), target: float('1 -1') } },
  ],
  [
    'multi_hot_ids',
    'ids that end with -1',
    'multilabel_margin_loss',
    { inputs: { input: float('0.1 0.2 0.4'), target: long('1 0 -1') } },
  ],
  [
    'target_outside_unit_interval',
    'exactly 0 and 1',
    'binary_cross_entropy_with_logits',
    { inputs: { input: float('2 -1'), target: float('1 0') } },
  ],
  [
    'unnormalised_target',
    'rows that sum to 0.999',
    'cross_entropy',
    {
      inputs: {
        input: logits,
        target: float('0.333 0.333 0.333; 0 1 0'),
      },
    },
  ],
  ['all_ignored', 'one that counts', 'cross_entropy', { inputs: { input: logits, target: long('-100 1') } }],
  [
    'kl_mean',
    'batchmean',
    'kl_div',
    { inputs: { input: log([[0.3, 0.7]]), target: float('0.4 0.6;') }, reduction: 'batchmean' },
  ],
];

describe('a check is silent on what it almost sees:', () => {
  it.each(nearly)('%s, %s', (check, _why, id, request) => {
    const loss = losses.find((each) => each.id === id);
    if (!loss) throw new Error(id);
    expect(examine(loss, request).map((finding) => finding.check)).not.toContain(check);
  });

  it('covers every check', () => {
    expect(new Set(nearly.map(([check]) => check))).toEqual(new Set(healthChecks.map(({ id }) => id)));
  });
});
