import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const multiHotMultilabelMargin: RuleMeta = {
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
        tags = torch.zeros(len(features), 4).scatter_(1, class_ids, 1.0)
        loss = criterion(model(features), tags)
        loss.backward()
  `,
  good: python`
    import torch
    from torch import nn

    model = nn.Linear(64, 4)
    criterion = nn.MultiLabelSoftMarginLoss()


    def train_step(features, class_ids):
        tags = torch.zeros(len(features), 4).scatter_(1, class_ids, 1.0)
        loss = criterion(model(features), tags)
        loss.backward()
  `,
};
