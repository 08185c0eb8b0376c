import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const lossCalledAsConstructor: RuleMeta = {
  id: 'loss-called-as-constructor',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A loss class is given the prediction and the target instead of its settings.',
  why: `\`nn.CrossEntropyLoss(output, target)\` builds a loss whose \`weight\` is the prediction and whose \`size_average\` is the target. It
raises “Boolean value of Tensor with more than one value is ambiguous”, or, for a batch of **1**, nothing at all until the module is used as a
number. Make the loss first, then call it.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.functional.cross_entropy',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        loss = nn.CrossEntropyLoss(model(images), labels)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        loss = nn.CrossEntropyLoss()(model(images), labels)
        loss.backward()
  `,
};
