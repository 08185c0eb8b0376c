import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const lossArgumentsSwapped: RuleMeta = {
  id: 'loss-arguments-swapped',
  severity: 'error',
  fix: 'unsafe',
  summary: 'The prediction and the target of a loss are given in the wrong order.',
  why: `PyTorch takes **(input, target)**, optax **(logits, labels)**, Keras **(y_true, y_pred)**. Cross-entropies are not symmetric:
swapped, the target's logarithm is taken and the model's output is used as the label. A binary cross-entropy of p = 0.9 with target 1
is 0.1054; swapped it is 10 in PyTorch (clamp −100) and 1.6118 in Keras (clip 1e-7).`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'Keras losses: loss_fn(y_true, y_pred)',
      url: 'https://keras.io/api/losses/',
    },
    {
      title: 'optax losses',
      url: 'https://optax.readthedocs.io/en/latest/api/losses.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_step(loader):
        for images, labels in loader:
            loss = criterion(labels, model(images))
            loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_step(loader):
        for images, labels in loader:
            loss = criterion(model(images), labels)
            loss.backward()
  `,
};
