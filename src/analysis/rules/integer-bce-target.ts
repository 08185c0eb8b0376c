import { shortName } from '../fact.ts';
import { convertTarget } from '../fix/target.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const integerBceTarget = defineRule({
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
  check: {
    lossCall(fact, report) {
      const dtype = fact.target?.tensor?.dtype;
      // Those of other packages than PyTorch's convert what they are given.
      const isOwn = fact.api.startsWith('torch.') && losses.includes(fact.loss);
      if (!isOwn || dtype == null || !integers.has(dtype)) return;
      report({
        site: callSpan(fact.at),
        message: `Integer targets (${dtype}) reach ${shortName(fact.api)}, which takes floating point in [0, 1] and raises “Found dtype Long but expected Float” or “result type Float can't be cast to the desired output type Long”. Convert them with .float().`,
        path: fact.target?.tensor?.path ?? null,
        fixes: [convertTarget(fact, 'float')],
      });
    },
  },
});

const losses = ['binary_cross_entropy', 'binary_cross_entropy_with_logits'];
const integers = new Set(['int64', 'int32', 'int16', 'int8', 'uint8']);
