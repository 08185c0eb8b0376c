import { shortName } from '../fact.ts';
import { useLoss } from '../fix/loss.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const multiHotMultilabelMargin = defineRule({
  id: 'multi-hot-multilabel-margin',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A multi-hot target reaches MultiLabelMarginLoss, which reads it as class ids.',
  why: `\`MultiLabelMarginLoss\` wants the ids of the right classes, padded with −1. A multi-hot row of 0s and 1s is read as “the right
classes are 1, 0, 0, 1, …”: only classes 0 and 1 are ever trained. For scores [0.1, 0.2, 0.4, 0.8] with classes 0 and 3 the loss reads
**2.9** instead of 0.85, without any message. \`MultiLabelSoftMarginLoss\` takes multi-hot rows.`,
  references: [
    {
      title: 'torch.nn.MultiLabelMarginLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html',
    },
    {
      title: 'torch.nn.MultiLabelSoftMarginLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html',
    },
  ],
  bad: python`
    import torch
    from torch import nn

    model = nn.Linear(64, 4)
    criterion = nn.MultiLabelMarginLoss()


    def train_step(features, class_ids):
        tags = torch.zeros(len(features), 4, dtype=torch.long).scatter_(1, class_ids, 1)
        loss = criterion(model(features), tags)
        loss.backward()
  `,
  good: python`
    import torch
    from torch import nn

    model = nn.Linear(64, 4)
    criterion = nn.MultiLabelSoftMarginLoss()


    def train_step(features, class_ids):
        tags = torch.zeros(len(features), 4, dtype=torch.long).scatter_(1, class_ids, 1)
        loss = criterion(model(features), tags)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const target = fact.target?.tensor;
      if (fact.loss !== 'multilabel_margin_loss') return;
      if (target?.scale !== 'multi-hot' && target?.scale !== 'one-hot') return;
      report({
        site: callSpan(fact.at),
        message: `A multi-hot target reaches ${shortName(fact.api)}, which reads its 0s and 1s as class ids and trains classes 0 and 1 only: 2.9 instead of 0.85 for scores [0.1, 0.2, 0.4, 0.8] with classes 0 and 3. Use MultiLabelSoftMarginLoss, or pass ids ended by −1.`,
        path: target.path,
        fixes: [
          useLoss(fact, { class: 'MultiLabelSoftMarginLoss', function: 'multilabel_soft_margin_loss' }),
        ],
      });
    },
  },
});
