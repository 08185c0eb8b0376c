import { shortName } from '../fact.ts';
import { removalFrom } from '../fix/activation.ts';
import { bceWithLogitsLoss, switchLoss, together } from '../fix/loss.ts';
import { seenOnlyBy } from '../fix/scope.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const sigmoidThenBceLoss = defineRule({
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
    import torch.nn.functional as F
    from torch import nn

    model = nn.Sequential(nn.Linear(40, 64), nn.ReLU(), nn.Linear(64, 1), nn.Flatten(0))


    def train_step(features, clicked):
        output = model(features).sigmoid()
        loss = F.binary_cross_entropy(output, clicked.float())
        loss.backward()
        return loss.item()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn

    model = nn.Sequential(nn.Linear(40, 64), nn.ReLU(), nn.Linear(64, 1), nn.Flatten(0))


    def train_step(features, clicked):
        output = model(features)
        loss = F.binary_cross_entropy_with_logits(output, clicked.float())
        loss.backward()
        return loss.item()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['binary_cross_entropy'], 'probabilities');
      if (fact.library !== 'torch' || tensor?.activation !== 'sigmoid' || tensor.source === null) return;
      const alone = seenOnlyBy(tensor.source.at, fact.at);
      report({
        site: callSpan(fact.at),
        message: `A sigmoid output reaches ${shortName(fact.api)}: correct, in two steps. From a score of 17 on the sigmoid is exactly 1 in float32, and a negative sample shows the clamp, 100, with a gradient of 0. BCEWithLogitsLoss is stable and allowed under autocast.`,
        path: tensor.path,
        fixes: [
          together('Remove the sigmoid and use BCEWithLogitsLoss', alone ? 'safe' : 'unsafe', [
            removalFrom(tensor),
            switchLoss(fact, bceWithLogitsLoss),
          ]),
        ],
      });
    },
  },
});
