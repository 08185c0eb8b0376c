import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const deprecatedLossReduction: RuleMeta = {
  id: 'deprecated-loss-reduction',
  severity: 'info',
  fix: 'safe',
  summary: 'A loss is given size_average or reduce, which reduction has replaced.',
  why: `\`size_average\` and \`reduce\` have been deprecated since PyTorch **0.4.1**; together they spell three values in four ways, and they
override \`reduction\` when both are given. \`size_average=False\` is \`reduction="sum"\`, \`reduce=False\` is
\`reduction="none"\`.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.MSELoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(size_average=False)


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(reduction="sum")


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
};
