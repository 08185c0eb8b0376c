import { shortName } from '../fact.ts';
import { removalFrom } from '../fix/activation.ts';
import { logOf } from '../fix/logarithm.ts';
import { crossEntropyLoss, switchLoss, together } from '../fix/loss.ts';
import { named, predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const probabilitiesIntoNllLoss = defineRule({
  id: 'probabilities-into-nll-loss',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Probabilities reach a negative log-likelihood loss that expects log-probabilities.',
  why: `\`NLLLoss\` takes no logarithm: it returns minus the value it finds at the target. Given probabilities the loss is
−p, so it is negative and lies between −1 and 0: logits [2, 0.5, −1] with class 0 give **−0.7856** instead of 0.2413. Its slope
is −1 everywhere instead of −1/p, so a sample predicted with p = 0.01 is corrected a hundred times too weakly, and through the
softmax the gradient vanishes where the model is most wrong.`,
  references: [
    {
      title: 'torch.nn.NLLLoss: “the input is expected to contain log-probabilities”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html',
    },
    {
      title: 'torch.nn.functional.log_softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn


    class DigitNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 16, 3)
            self.fc = nn.Linear(16 * 26 * 26, 10)

        def forward(self, x):
            x = F.relu(self.conv(x))
            return F.softmax(self.fc(x.flatten(1)), dim=1)


    model = DigitNet()


    def train_step(images, labels):
        loss = F.nll_loss(model(images), labels)
        loss.backward()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn


    class DigitNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 16, 3)
            self.fc = nn.Linear(16 * 26 * 26, 10)

        def forward(self, x):
            x = F.relu(self.conv(x))
            return F.log_softmax(self.fc(x.flatten(1)), dim=1)


    model = DigitNet()


    def train_step(images, labels):
        loss = F.nll_loss(model(images), labels)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['nll_loss'], 'probabilities');
      if (tensor === undefined) return;
      const { source } = tensor;
      report({
        site: callSpan(fact.at),
        message: `${named(tensor)} reaches ${shortName(fact.api)}, which expects log-probabilities. The loss is −p, between −1 and 0, and a prediction of 0.01 is corrected a hundred times too weakly. Use log_softmax, or CrossEntropyLoss on the logits.`,
        path: tensor.path,
        fixes: [
          together('Use log_softmax', 'unsafe', [logOf(source)]),
          together('Remove the activation and use CrossEntropyLoss', 'unsafe', [
            removalFrom(tensor),
            switchLoss(fact, crossEntropyLoss),
          ]),
        ],
      });
    },
  },
});
