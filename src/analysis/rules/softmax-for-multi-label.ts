import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const softmaxForMultiLabel: RuleMeta = {
  id: 'softmax-for-multi-label',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'The output of a softmax reaches a binary cross-entropy.',
  why: `A softmax makes the classes compete: the outputs of a row sum to 1. Where two labels are right at once neither can pass
**0.5** without pressing the other down, and the mean loss over the two cannot fall below ln 2 = **0.6931**. Where none is right one still has to win.
Binary cross-entropy asks each class on its own and belongs with a sigmoid, best fused as \`BCEWithLogitsLoss\`. If each sample
has exactly one label, use \`CrossEntropyLoss\` on the logits.`,
  references: [
    {
      title: 'torch.nn.BCEWithLogitsLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Sequential(
        nn.Linear(2048, 512),
        nn.ReLU(),
        nn.Linear(512, 20),
        nn.Softmax(dim=1),
    )
    criterion = nn.BCELoss()


    def train_step(features, tags):
        loss = criterion(model(features), tags)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Sequential(
        nn.Linear(2048, 512),
        nn.ReLU(),
        nn.Linear(512, 20),
    )
    criterion = nn.BCEWithLogitsLoss()


    def train_step(features, tags):
        loss = criterion(model(features), tags)
        loss.backward()
  `,
};
