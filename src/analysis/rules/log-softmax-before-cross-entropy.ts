import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const logSoftmaxBeforeCrossEntropy: RuleMeta = {
  id: 'log-softmax-before-cross-entropy',
  severity: 'info',
  fix: 'safe',
  summary: 'Log-probabilities reach a cross-entropy that applies log-softmax again.',
  why: `log-softmax is idempotent: the log-probabilities already satisfy Σ exp(zᵢ) = 1, so the second one subtracts
ln 1 = **0** and loss and gradients come out the same. Nothing is wrong with the result; the work is done twice, and the next
reader has to find out which of the two is in charge. Leave log-softmax to \`CrossEntropyLoss\`, or keep it and use \`NLLLoss\`.`,
  references: [
    {
      title:
        'torch.nn.CrossEntropyLoss: “equivalent to applying LogSoftmax on an input, followed by NLLLoss”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.functional.log_softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn


    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(784, 128)
            self.out = nn.Linear(128, 10)

        def forward(self, x):
            x = F.relu(self.hidden(x))
            return F.log_softmax(self.out(x), dim=1)


    model = Classifier()
    criterion = nn.CrossEntropyLoss()


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn


    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(784, 128)
            self.out = nn.Linear(128, 10)

        def forward(self, x):
            x = F.relu(self.hidden(x))
            return self.out(x)


    model = Classifier()
    criterion = nn.CrossEntropyLoss()


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
};
