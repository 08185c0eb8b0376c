import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const lossHistoryKeepsGraph: RuleMeta = {
  id: 'loss-history-keeps-graph',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A loss is summed or collected for display together with its graph.',
  why: `The sum keeps every step's loss alive with what autograd saved for it, so memory grows with each batch until “CUDA out of memory”,
often **hundreds of steps** later and far from the cause. \`loss.item()\` keeps the number only.`,
  references: [
    {
      title: 'PyTorch FAQ: my model reports “cuda runtime error(2): out of memory”',
      url: 'https://docs.pytorch.org/docs/stable/notes/faq.html',
    },
    {
      title: 'torch.Tensor.item',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_epoch(optimizer, loader):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss
        return total / len(loader)
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_epoch(optimizer, loader):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        return total / len(loader)
  `,
};
