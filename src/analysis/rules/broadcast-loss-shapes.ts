import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const broadcastLossShapes: RuleMeta = {
  id: 'broadcast-loss-shapes',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A column (N, 1) is compared with a vector (N,) in a loss that broadcasts.',
  why: `(N, 1) against (N,) broadcasts to (N, N): each prediction is compared with every target. Perfect predictions of [1, 2, 3]
then have a mean squared error of **1.3333**, and the best the model can do is predict the mean of the targets for everything. PyTorch only
warns, once; optax and hand-written losses say nothing.`,
  references: [
    {
      title: 'torch.nn.MSELoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html',
    },
    {
      title: 'PyTorch broadcasting semantics',
      url: 'https://docs.pytorch.org/docs/stable/notes/broadcasting.html',
    },
  ],
  bad: python`
    import torch
    from torch import nn

    rooms = torch.tensor([[2.0], [3.0], [5.0]])
    prices = torch.tensor([210.0, 300.0, 480.0])

    model = nn.Linear(1, 1)
    criterion = nn.MSELoss()


    def train_step():
        loss = criterion(model(rooms), prices)
        loss.backward()
  `,
  good: python`
    import torch
    from torch import nn

    rooms = torch.tensor([[2.0], [3.0], [5.0]])
    prices = torch.tensor([210.0, 300.0, 480.0])

    model = nn.Linear(1, 1)
    criterion = nn.MSELoss()


    def train_step():
        loss = criterion(model(rooms).squeeze(1), prices)
        loss.backward()
  `,
};
