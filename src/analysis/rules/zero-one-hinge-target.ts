import { shortName } from '../fact.ts';
import { rescaleTarget } from '../fix/target.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const zeroOneHingeTarget = defineRule({
  id: 'zero-one-hinge-target',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Targets of 0 and 1 reach a loss that expects −1 and 1.',
  why: `These losses multiply by the target or select on it. With 0 instead of −1, \`HingeEmbeddingLoss\` adds both of its terms
(distance 0.3: **1.0** instead of 0.7, and no gradient), \`SoftMarginLoss\` is the constant ln 2 = **0.6931**,
\`MarginRankingLoss\` is its margin and \`CosineEmbeddingLoss\` is **0**. The negative samples teach nothing.`,
  references: [
    {
      title: 'torch.nn.HingeEmbeddingLoss: “labels tensor y (containing 1 or -1)”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html',
    },
    {
      title: 'torch.nn.CosineEmbeddingLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html',
    },
  ],
  bad: python`
    from torch import nn

    encoder = nn.Linear(128, 32)
    criterion = nn.CosineEmbeddingLoss(margin=0.2)


    def train_step(left, right, left_id, right_id):
        same = (left_id == right_id).float()
        loss = criterion(encoder(left), encoder(right), same)
        loss.backward()
  `,
  good: python`
    from torch import nn

    encoder = nn.Linear(128, 32)
    criterion = nn.CosineEmbeddingLoss(margin=0.2)


    def train_step(left, right, left_id, right_id):
        same = (left_id == right_id).float()
        loss = criterion(encoder(left), encoder(right), 2 * same - 1)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const effect = effects.get(fact.loss);
      const target = fact.target?.tensor;
      if (fact.library !== 'torch' || effect === undefined || !isZeroOne(target)) return;
      report({
        site: callSpan(fact.at),
        message: `Targets of 0 and 1 reach ${shortName(fact.api)}, which expects −1 and 1. For a target of 0 ${effect}, so these samples teach nothing right. Use 2 * y − 1.`,
        path: target?.path ?? null,
        fixes: [rescaleTarget(fact)],
      });
    },
  },
});

const effects = new Map([
  ['hinge_embedding_loss', 'both terms are added (distance 0.3: 1.0 instead of 0.7)'],
  ['soft_margin_loss', 'the loss is the constant ln 2 = 0.6931'],
  ['margin_ranking_loss', 'the loss is the margin, whatever the scores'],
  ['cosine_embedding_loss', 'the loss is 0'],
]);

const isZeroOne = (target: TensorValue | undefined): boolean =>
  target !== undefined &&
  (target.scale === 'one-hot' || target.scale === 'multi-hot' || target.activation === 'threshold');
