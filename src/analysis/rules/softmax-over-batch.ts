import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const softmaxOverBatch: RuleMeta = {
  id: 'softmax-over-batch',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A softmax over the batch axis reaches a loss over classes.',
  why: `With \`dim=0\` each **column** sums to 1: the samples of a batch compete for every class, and the classes of a sample do not. The
output of a sample then depends on its neighbours, the rows are no distributions, and with a batch of one every probability is **1** and the
loss is 0.`,
  references: [
    {
      title: 'torch.nn.functional.log_softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
    {
      title: 'torch.nn.NLLLoss: input of shape (N, C)',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms

    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    digits = datasets.MNIST("data", transform=transforms.ToTensor())
    loader = DataLoader(digits, batch_size=64)

    for images, labels in loader:
        loss = F.nll_loss(F.log_softmax(model(images), dim=0), labels)
        loss.backward()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms

    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    digits = datasets.MNIST("data", transform=transforms.ToTensor())
    loader = DataLoader(digits, batch_size=64)

    for images, labels in loader:
        loss = F.nll_loss(F.log_softmax(model(images), dim=1), labels)
        loss.backward()
  `,
};
