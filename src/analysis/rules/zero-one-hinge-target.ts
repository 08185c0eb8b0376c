import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const zeroOneHingeTarget: RuleMeta = {
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
};
