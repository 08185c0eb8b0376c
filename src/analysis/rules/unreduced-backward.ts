import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const unreducedBackward: RuleMeta = {
  id: 'unreduced-backward',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A loss that was not reduced is differentiated.',
  why: `A gradient needs one number. A loss with \`reduction="none"\` has one per sample, and \`backward\` raises “grad can be implicitly
created only for scalar outputs”; \`jax.grad\` raises “Gradient only defined for scalar-output functions”. optax losses are **never** reduced.
It only works by accident, with a batch of one.`,
  references: [
    {
      title: 'torch.Tensor.backward',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html',
    },
    {
      title: 'optax losses',
      url: 'https://optax.readthedocs.io/en/latest/api/losses.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(reduction="none")


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(reduction="none")


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.mean().backward()
  `,
};
