import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const listAsClassWeight: RuleMeta = {
  id: 'list-as-class-weight',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A loss is given its weights as a list or a number instead of a tensor.',
  why: `\`weight\` and \`pos_weight\` are buffers of the module and move with it to the GPU, so they have to be tensors. A list raises
“cannot assign 'list' object to buffer 'weight' (torch Tensor or None required)”. The tensor needs the dtype of the logits and one entry
**per class**.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.BCEWithLogitsLoss: pos_weight',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
  ],
  bad: python`
    import torch
    from torch import nn

    model = nn.Linear(784, 4)
    criterion = nn.CrossEntropyLoss(weight=[0.1, 0.3, 1.0, 0.5])


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  good: python`
    import torch
    from torch import nn

    model = nn.Linear(784, 4)
    criterion = nn.CrossEntropyLoss(weight=torch.tensor([0.1, 0.3, 1.0, 0.5]))


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
};
