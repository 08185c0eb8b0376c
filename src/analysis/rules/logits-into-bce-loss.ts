import { shortName } from '../fact.ts';
import { applyToPrediction, bceWithLogitsLoss, useLoss } from '../fix/loss.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const logitsIntoBceLoss = defineRule({
  id: 'logits-into-bce-loss',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Raw scores reach a binary cross-entropy that expects probabilities.',
  why: `\`BCELoss\` takes the logarithm of its input, which has to lie in [0, 1]. A raw score of **1.2** raises
“all elements of input should be between 0 and 1” on a CPU and a device-side assert on a GPU, often only after some steps,
when the first score leaves the interval. \`BCEWithLogitsLoss\` takes the raw scores, is stable for any of them, and is the
form that autocast allows.`,
  references: [
    {
      title: 'torch.nn.BCELoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html',
    },
    {
      title: 'torch.nn.BCEWithLogitsLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
  ],
  bad: python`
    from torch import nn


    class ClickModel(nn.Module):
        def __init__(self, features):
            super().__init__()
            self.hidden = nn.Linear(features, 32)
            self.out = nn.Linear(32, 1)

        def forward(self, x):
            return self.out(self.hidden(x).relu())


    model = ClickModel(40)
    criterion = nn.BCELoss()


    def train_step(features, clicked):
        loss = criterion(model(features), clicked.float().unsqueeze(1))
        loss.backward()
  `,
  good: python`
    from torch import nn


    class ClickModel(nn.Module):
        def __init__(self, features):
            super().__init__()
            self.hidden = nn.Linear(features, 32)
            self.out = nn.Linear(32, 1)

        def forward(self, x):
            return self.out(self.hidden(x).relu())


    model = ClickModel(40)
    criterion = nn.BCEWithLogitsLoss()


    def train_step(features, clicked):
        loss = criterion(model(features), clicked.float().unsqueeze(1))
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['binary_cross_entropy'], 'logits');
      if (tensor === undefined || fact.library !== 'torch') return;
      report({
        site: callSpan(fact.at),
        message: `Raw scores reach ${shortName(fact.api)}, which expects probabilities. The first score outside [0, 1] raises “all elements of input should be between 0 and 1” (on a GPU, a device-side assert). Use BCEWithLogitsLoss, or apply a sigmoid.`,
        path: tensor.path,
        fixes: [useLoss(fact, bceWithLogitsLoss), applyToPrediction(fact, 'sigmoid()')],
      });
    },
  },
});
