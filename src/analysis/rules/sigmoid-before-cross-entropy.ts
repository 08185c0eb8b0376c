import { classCount, shortName } from '../fact.ts';
import { removalFrom, removeActivation } from '../fix/activation.ts';
import { bceWithLogitsLoss, switchLoss, together } from '../fix/loss.ts';
import { floorSentence } from '../numbers.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const sigmoidBeforeCrossEntropy = defineRule({
  id: 'sigmoid-before-cross-entropy',
  severity: 'error',
  fix: 'unsafe',
  summary: 'The output of a sigmoid reaches a cross-entropy that expects logits.',
  why: `Cross-entropy applies log-softmax itself. A sigmoid before it squeezes every logit into (0, 1), so the
right class can lead each other class by 1 at most and the loss cannot fall below ln(e + C − 1) − 1: **0.5514** with 3 classes,
**1.4612** with 10, **5.9095** with 1000. The gradient carries the extra factor σ(1 − σ) ≤ 0.25 and vanishes for confident
scores. Training still moves, which is why the mistake goes unnoticed: it is slower and ends higher.

If each sample can have several labels, the sigmoid was the right idea and the loss is the wrong one: use
\`BCEWithLogitsLoss\` on the raw scores.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.BCEWithLogitsLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Sequential(
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Linear(256, 10),
        nn.Sigmoid(),
    )
    criterion = nn.CrossEntropyLoss()


    def train_step(optimizer, images, labels):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
  `,
  good: python`
    from torch import nn

    model = nn.Sequential(
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Linear(256, 10),
    )
    criterion = nn.CrossEntropyLoss()


    def train_step(optimizer, images, labels):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['cross_entropy'], 'probabilities');
      if (fact.library !== 'torch' || tensor?.activation !== 'sigmoid' || tensor.source === null) return;
      const remove = removeActivation(tensor, 'Remove the sigmoid');
      const fuse = together(
        'Remove the sigmoid and use BCEWithLogitsLoss (several labels per sample)',
        'unsafe',
        [removalFrom(tensor), switchLoss(fact, bceWithLogitsLoss)],
      );
      const several = fact.target?.tensor?.scale === 'multi-hot';
      report({
        site: callSpan(fact.at),
        message: `A sigmoid output reaches ${shortName(fact.api)}, which takes it for logits and applies softmax. ${floorSentence(classCount(tensor))}; gradients shrink. Give it the raw scores, or use BCEWithLogitsLoss where a sample can have several labels.`,
        path: tensor.path,
        fixes: several ? [fuse, remove] : [remove, fuse],
      });
    },
  },
});
