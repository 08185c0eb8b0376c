import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const sigmoidThenBceLoss: RuleMeta = {
  id: 'sigmoid-then-bce-loss',
  severity: 'hint',
  fix: 'safe',
  summary: 'A sigmoid and BCELoss are applied in two steps.',
  why: `The result is right; the two steps are less stable than one. From a score of 17 on, σ is exactly 1 in float32: on a negative
\`BCELoss\` then shows its clamp, **100**, with a gradient of **0**, where \`BCEWithLogitsLoss\` gives 17 and 1. \`BCELoss\` is also refused
under autocast. If the model's users need probabilities, apply the sigmoid where they are used.`,
  references: [
    {
      title:
        'torch.nn.BCEWithLogitsLoss: “more numerically stable than using a plain Sigmoid followed by a BCELoss”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
    {
      title: 'Automatic mixed precision: prefer binary_cross_entropy_with_logits over binary_cross_entropy',
      url: 'https://docs.pytorch.org/docs/stable/amp.html',
    },
  ],
  bad: python`
    from torch import nn

    discriminator = nn.Sequential(
        nn.Linear(784, 256),
        nn.LeakyReLU(0.2),
        nn.Linear(256, 1),
        nn.Sigmoid(),
    )
    criterion = nn.BCELoss()


    def train_step(images, is_real):
        loss = criterion(discriminator(images), is_real)
        loss.backward()
  `,
  good: python`
    from torch import nn

    discriminator = nn.Sequential(
        nn.Linear(784, 256),
        nn.LeakyReLU(0.2),
        nn.Linear(256, 1),
    )
    criterion = nn.BCEWithLogitsLoss()


    def train_step(images, is_real):
        loss = criterion(discriminator(images), is_real)
        loss.backward()
  `,
};
