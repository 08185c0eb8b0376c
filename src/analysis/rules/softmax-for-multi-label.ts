import { classCount, shortName } from '../fact.ts';
import { removalFrom } from '../fix/activation.ts';
import { bceWithLogitsLoss, switchLoss, together } from '../fix/loss.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const softmaxForMultiLabel = defineRule({
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
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['binary_cross_entropy'], 'probabilities');
      if (fact.library !== 'torch' || tensor?.activation !== 'softmax') return;
      if (classCount(tensor) === 2 || tensor.source === null || isPart(tensor)) return;
      const isSingle = classCount(tensor) === 1;
      const harm = isSingle
        ? 'Over one output it is 1 whatever the weights are, so every prediction is the same and nothing is learned. Use BCEWithLogitsLoss on the raw score.'
        : 'Its classes share a sum of 1, so where two labels are right neither can pass 0.5 and the loss on the two cannot fall below 0.6931. Use BCEWithLogitsLoss on the raw scores for several labels, CrossEntropyLoss for one.';
      report({
        site: callSpan(fact.at),
        message: `A softmax output reaches ${shortName(fact.api)}. ${harm}`,
        severity: isSingle ? 'error' : 'warning',
        path: tensor.path,
        fixes: [
          together('Remove the softmax and use BCEWithLogitsLoss', 'unsafe', [
            removalFrom(tensor),
            switchLoss(fact, bceWithLogitsLoss),
          ]),
        ],
      });
    },
  },
});

/** Entries of it, or of how many classes is not known: it may be one of two. */
const isPart = (tensor: TensorValue): boolean =>
  tensor.marks.includes('picked') || (tensor.marks.includes('part') && classCount(tensor) === null);
