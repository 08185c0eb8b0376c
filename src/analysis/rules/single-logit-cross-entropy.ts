import { classCount, type LossCallFact, shortName } from '../fact.ts';
import { setOutputs } from '../fix/layer.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const singleLogitCrossEntropy = defineRule({
  id: 'single-logit-cross-entropy',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A model with one output is trained with a softmax cross-entropy.',
  why: `The softmax of one score is 1 whatever the score is, so the loss is −ln 1 = **0** and every gradient is 0: nothing is learned,
and the zero looks like success (class index 1 raises “Target 1 is out of bounds”). For two classes give the layer two outputs, or keep one and use \`BCEWithLogitsLoss\` with float
targets of the same shape.`,
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
        nn.Linear(30, 64),
        nn.ReLU(),
        nn.Linear(64, 1),
    )
    criterion = nn.CrossEntropyLoss()


    def train_step(features, is_spam):
        loss = criterion(model(features), is_spam)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Sequential(
        nn.Linear(30, 64),
        nn.ReLU(),
        nn.Linear(64, 2),
    )
    criterion = nn.CrossEntropyLoss()


    def train_step(features, is_spam):
        loss = criterion(model(features), is_spam)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = fact.prediction?.tensor;
      if (fact.loss !== 'cross_entropy' || tensor === undefined || !isSingle(tensor, fact)) return;
      report({
        site: callSpan(fact.at),
        message: `${shortName(fact.api)} is given one score per sample. The softmax of one score is 1, so the loss is 0 and so is every gradient. Give the layer two outputs, or use a binary cross-entropy with logits and float targets.`,
        path: tensor.path,
        fixes: [setOutputs(tensor, 1, 2)],
      });
    },
  },
});

/** PyTorch's classes are on axis 1: of (N, C, 1) the last axis is a position. */
function isSingle(tensor: TensorValue, { library }: LossCallFact): boolean {
  const { shape } = tensor;
  const isPosition = library === 'torch' && shape !== null && shape.length > 2 && shape[1] !== 1;
  return classCount(tensor) === 1 && !isPosition;
}
