import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const classAxisNotSecond: RuleMeta = {
  id: 'class-axis-not-second',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'Logits with the classes on the last axis reach a cross-entropy that takes them on the second.',
  why: `PyTorch's cross-entropy takes the classes on axis **1**: (N, C, L), not (N, L, C). With L ≠ C it raises “Expected target size
[N, C], got [N, L]”. With L = C it runs, and normalises over positions instead of classes: the loss goes down and means
nothing. Flatten both, or move the axis.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss: shapes',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.transpose',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.transpose.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    tokens = torch.randint(0, 1000, (16, 32))
    tags = torch.randint(0, 9, (16, 32))

    model = nn.Sequential(nn.Embedding(1000, 64), nn.Linear(64, 9))


    def train_step():
        loss = F.cross_entropy(model(tokens), tags)
        loss.backward()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    tokens = torch.randint(0, 1000, (16, 32))
    tags = torch.randint(0, 9, (16, 32))

    model = nn.Sequential(nn.Embedding(1000, 64), nn.Linear(64, 9))


    def train_step():
        loss = F.cross_entropy(model(tokens).transpose(1, 2), tags)
        loss.backward()
  `,
};
