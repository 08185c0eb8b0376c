import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const integerBceTarget: RuleMeta = {
  id: 'integer-bce-target',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Integer targets reach a binary cross-entropy.',
  why: `Binary cross-entropy takes targets in **[0, 1]** as floating point, because they may be soft. Integer targets raise “Found dtype
Long but expected Float” (\`BCELoss\`) or “result type Float can't be cast to the desired output type Long”
(\`BCEWithLogitsLoss\`).`,
  references: [
    {
      title: 'torch.nn.BCEWithLogitsLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
    {
      title: 'torch.nn.BCELoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(40, 1)


    def train_step(features, clicked):
        score = model(features).squeeze(1)
        loss = F.binary_cross_entropy_with_logits(score, clicked.long())
        loss.backward()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(40, 1)


    def train_step(features, clicked):
        score = model(features).squeeze(1)
        loss = F.binary_cross_entropy_with_logits(score, clicked.float())
        loss.backward()
  `,
};
