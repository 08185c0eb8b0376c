import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Nested, tensor } from '../../../src/core/create.ts';
import { examine, healthChecks } from '../../../src/core/health/index.ts';
import type { LossRequest } from '../../../src/core/loss.ts';
import { losses } from '../../../src/core/losses/index.ts';
import { variants } from '../../../src/core/variants/index.ts';

const float = (values: Nested) => tensor(values, 'float32');
const long = (values: Nested) => tensor(values, 'int64');
const logits = float([
  [2, -1, 0.5],
  [0.1, 3, -2],
]);
const rows = float([
  [0.2, 0.5, 0.3],
  [0.7, 0.2, 0.1],
]);
const classes = long([1, 0]);

type Case = readonly [
  check: string,
  loss: string,
  inputs: LossRequest['inputs'],
  rest?: Omit<LossRequest, 'inputs'>,
  rule?: string,
];

/** A call in which each check sees something. */
const cases: readonly Case[] = [
  ['not_a_number', 'cross_entropy', { input: float([[Number.NaN, 1]]), target: long([0]) }],
  ['infinite_values', 'cross_entropy', { input: float([[Number.NEGATIVE_INFINITY, 1]]), target: long([1]) }],
  ['probabilities_as_logits', 'cross_entropy', { input: rows, target: classes }],
  [
    'probabilities_as_logits',
    'keras.categorical_crossentropy',
    { input: rows, target: classes },
    { options: { from_logits: true } },
  ],
  [
    'sigmoid_as_logits',
    'cross_entropy',
    {
      input: float([
        [0.9, 0.8, 0.1],
        [0.4, 0.5, 0.6],
      ]),
      target: classes,
    },
  ],
  [
    'log_probabilities_as_logits',
    'cross_entropy',
    { input: float([[0.25, 0.75].map(Math.log)]), target: long([0]) },
  ],
  [
    'probabilities_as_binary_logits',
    'binary_cross_entropy_with_logits',
    { input: float([0.9, 0.2, 0.6, 0.3]), target: float([1, 0, 1, 0]) },
  ],
  ['outside_unit_interval', 'binary_cross_entropy', { input: float([1.8, 0.7]), target: float([1, 0]) }],
  ['outside_unit_interval', 'keras.categorical_crossentropy', { input: logits, target: classes }],
  ['positive_log_probabilities', 'nll_loss', { input: logits, target: classes }],
  [
    'positive_log_probabilities',
    'kl_div',
    { input: logits, target: rows },
    { reduction: 'batchmean' },
    'logits-into-kl-div',
  ],
  ['probabilities_as_log_probabilities', 'nll_loss', { input: rows, target: classes }],
  [
    'probabilities_as_log_probabilities',
    'kl_div',
    { input: rows, target: rows },
    { reduction: 'sum' },
    'probabilities-into-kl-div',
  ],
  [
    'ctc_not_normalised',
    'ctc_loss',
    {
      log_probs: float([[[0.1, 0.6, 0.3]]]),
      targets: long([[1]]),
      input_lengths: long([1]),
      target_lengths: long([1]),
    },
  ],
  [
    'target_outside_unit_interval',
    'binary_cross_entropy_with_logits',
    { input: float([2, -1]), target: float([1, -1]) },
  ],
  [
    'unnormalised_target',
    'cross_entropy',
    {
      input: logits,
      target: float([
        [1, 1, 0],
        [0, 1, 0],
      ]),
    },
  ],
  [
    'unnormalised_target',
    'distribution_cross_entropy',
    {
      input: rows,
      target: float([
        [2, 1, 1],
        [1, 1, 1],
      ]),
    },
  ],
  ['class_out_of_range', 'cross_entropy', { input: logits, target: long([1, 3]) }],
  ['all_ignored', 'cross_entropy', { input: logits, target: long([-100, -100]) }],
  ['all_ignored', 'mse_loss', { input: float([]), target: float([]) }],
  ['broadcast_shapes', 'mse_loss', { input: float([[1], [2]]), target: float([1, 2]) }],
  ['float_class_indices', 'cross_entropy', { input: logits, target: float([1, 0]) }],
  ['float_class_indices', 'cross_entropy', { input: float([2, -1]), target: float([1, 0]) }],
  [
    'integer_binary_target',
    'binary_cross_entropy_with_logits',
    { input: float([2, -1]), target: long([1, 0]) },
  ],
  [
    'one_hot_indices',
    'cross_entropy',
    {
      input: logits,
      target: long([
        [1, 0, 0],
        [0, 1, 0],
      ]),
    },
  ],
  ['single_logit', 'cross_entropy', { input: float([[2], [-1]]), target: long([0, 0]) }],
  [
    'class_axis',
    'cross_entropy',
    {
      input: tensor(
        Array.from({ length: 2 }, () => Array.from({ length: 3 }, () => [2, -1, 0])),
        'float32',
      ),
      target: long([
        [0, 1, 2],
        [0, 1, 2],
      ]),
    },
  ],
  ['zero_one_signs', 'hinge_embedding_loss', { input: float([0.3, 0.4]), target: float([1, 0]) }],
  ['multi_hot_ids', 'multilabel_margin_loss', { input: float([0.1, 0.2, 0.4]), target: long([1, 0, 1]) }],
  [
    'softmax_over_batch',
    'cross_entropy',
    {
      input: float([
        [0.2, 0.5],
        [0.8, 0.5],
      ]),
      target: classes,
    },
  ],
  [
    'softmax_for_many_labels',
    'binary_cross_entropy',
    {
      input: rows,
      target: float([
        [1, 1, 0],
        [0, 0, 1],
      ]),
    },
  ],
  [
    'squared_error_of_classes',
    'mse_loss',
    {
      input: rows,
      target: float([
        [0, 1, 0],
        [1, 0, 0],
      ]),
    },
  ],
  [
    'arguments_swapped',
    'binary_cross_entropy',
    { input: float([1, 0, 1, 1]), target: float([0.9, 0.2, 0.8, 0.4]) },
  ],
  ['kl_mean', 'kl_div', { input: float([[0.3, 0.7].map(Math.log)]), target: float([[0.4, 0.6]]) }],
];

const definitions = [...losses, ...variants];

function look(id: string, request: LossRequest) {
  const loss = definitions.find((each) => each.id === id);
  if (!loss) throw new Error(id);
  return examine(loss, request);
}

describe('the list of checks', () => {
  it('names every file in health/, and every file is named after its check', () => {
    const helpers = ['index', 'health', 'values'];
    const files = readdirSync(new URL('../../../src/core/health', import.meta.url)).map((name) =>
      name.replace(/\.ts$/, ''),
    );
    expect(healthChecks.map(({ id }) => id).sort()).toEqual(
      files.filter((name) => !helpers.includes(name)).sort(),
    );
  });

  it('is shown below to see something, each of them', () => {
    expect(new Set(cases.map(([check]) => check))).toEqual(new Set(healthChecks.map(({ id }) => id)));
  });

  it('names rules that the linter has', () => {
    const rules = readdirSync(new URL('../../../src/analysis/rules', import.meta.url)).map((name) =>
      name.replace(/\.ts$/, ''),
    );
    for (const { rule } of healthChecks) if (rule !== null) expect(rules).toContain(rule);
    for (const [, , , , rule] of cases) if (rule) expect(rules).toContain(rule);
  });
});

describe('a check', () => {
  const named = cases.map(([check, loss, inputs, rest, rule]) => ({ check, loss, inputs, rest, rule }));
  it.each(named)('$check sees something wrong with $loss', ({ check, loss, inputs, rest, rule }) => {
    const found = look(loss, { inputs, ...rest }).find((finding) => finding.check === check);
    expect(found?.message).toMatch(/\.$/);
    expect(found?.cure).toMatch(/\.$/);
    expect(found?.rule).toBe(rule ?? healthChecks.find(({ id }) => id === check)?.rule);
  });

  it.each(definitions)('sees nothing wrong with the example of $id', (loss) => {
    const reduction = loss.reductions.includes('batchmean') ? ('batchmean' as const) : loss.reduction;
    expect(examine(loss, { ...loss.example, reduction }).map(({ check }) => check)).toEqual([]);
  });

  it('sees nothing wrong with ordinary calls', () => {
    const ordinary: readonly (readonly [string, LossRequest['inputs']])[] = [
      ['cross_entropy', { input: logits, target: classes }],
      ['cross_entropy', { input: logits, target: rows }],
      ['cross_entropy', { input: logits, target: long([-100, 2]) }],
      ['binary_cross_entropy_with_logits', { input: float([2, -1, 0.3, 0.4]), target: float([1, 0, 0, 1]) }],
      ['binary_cross_entropy', { input: float([0.9, 0.1]), target: float([1, 0]) }],
      ['mse_loss', { input: rows, target: rows }],
      ['mse_loss', { input: float([[1, 2]]), target: float([2]) }],
      [
        'kl_div',
        {
          input: tensor([[0.5, 0.5].map(Math.log), [0.5, 0.5].map(Math.log)], 'float32'),
          target: float([
            [0.4, 0.6],
            [1, 0],
          ]),
        },
      ],
    ];
    for (const [id, inputs] of ordinary)
      expect(look(id, { inputs, reduction: id === 'kl_div' ? 'batchmean' : 'mean' })).toEqual([]);
  });
});
