import { classCount, type LossCallFact, shortName } from '../fact.ts';
import { removeActivation } from '../fix/activation.ts';
import { moveToPredict } from '../fix/move.ts';
import { floorSentence } from '../numbers.ts';
import { defineRule, type Report } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const softmaxBeforeCrossEntropy = defineRule({
  id: 'softmax-before-cross-entropy',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Probabilities from a softmax reach a cross-entropy that applies softmax itself.',
  why: `Cross-entropy takes logits and applies log-softmax to them. Given probabilities it applies softmax a second time, to numbers
between 0 and 1: even a perfect prediction (1, 0, …, 0) becomes a flat distribution. The loss cannot fall below ln(e + C − 1) − 1:
0.3133 for 2 classes, **0.5514** for 3, **1.4612** for 10, 5.9095 for 1000. Gradients pass two softmaxes: for a prediction that is
wrong by 10, with 10 classes, the largest gradient is 0.0001 instead of 1. Training still improves a little, so nothing looks broken.

Give the logits to the loss. Where probabilities are needed, for a report or at inference, apply softmax there.`,
  references: [
    {
      title:
        'torch.nn.CrossEntropyLoss: “the input is expected to contain the unnormalized logits for each class”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'Goodfellow, Bengio, Courville (2016), Deep Learning, 6.2.2: output units',
      url: 'https://www.deeplearningbook.org/contents/mlp.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn


    class DigitNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(784, 128)
            self.out = nn.Linear(128, 10)

        def forward(self, x):
            x = F.relu(self.hidden(x))
            return F.softmax(self.out(x), dim=1)


    model = DigitNet()
    criterion = nn.CrossEntropyLoss()


    def train_step(optimizer, images, labels):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn


    class DigitNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(784, 128)
            self.out = nn.Linear(128, 10)

        def forward(self, x):
            x = F.relu(self.hidden(x))
            return self.out(x)


    model = DigitNet()
    criterion = nn.CrossEntropyLoss()


    def train_step(optimizer, images, labels):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = fact.prediction?.tensor;
      if (tensor !== undefined && ofLogs.has(fact.loss)) checkLogs(tensor, fact, report);
      if (fact.loss !== 'cross_entropy' || fact.library !== 'torch') return;
      if (tensor?.scale !== 'probabilities' || tensor.activation === 'sigmoid') return;
      report({
        site: callSpan(fact.at),
        message: `A softmax output reaches ${shortName(fact.api)}, which applies softmax itself. ${floorSentence(classCount(tensor))}; gradients shrink. Give it the logits.`,
        path: tensor.path,
        fixes: [moveToPredict(tensor), removeActivation(tensor, 'Remove the softmax')],
      });
    },
  },
});

/** Losses of log-probabilities: the other half of a cross-entropy. */
const ofLogs = new Set(['nll_loss', 'ctc_loss']);

/** `F.nll_loss(F.log_softmax(F.softmax(x)), y)`. */
function checkLogs(tensor: TensorValue, { api, at }: LossCallFact, report: Report): void {
  const { activation, beneath } = tensor;
  if (activation !== 'log_softmax' || beneath?.activation !== 'softmax') return;
  report({
    site: callSpan(at),
    message: `The log_softmax that ${shortName(api)} is given is that of a softmax, not of the logits: it takes numbers between 0 and 1, so no probability exceeds e/(e + C − 1) for C classes (0.2320 for 10), and gradients shrink. Leave the softmax out.`,
    path: tensor.path,
    fixes: [removeActivation(beneath, 'Remove the softmax')],
  });
}
