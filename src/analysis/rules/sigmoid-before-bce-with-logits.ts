import { shortName } from '../fact.ts';
import { removeActivation } from '../fix/activation.ts';
import { bceLoss, useLoss } from '../fix/loss.ts';
import { doubleSigmoidSentence } from '../numbers.ts';
import { named, predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const sigmoidBeforeBceWithLogits = defineRule({
  id: 'sigmoid-before-bce-with-logits',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Probabilities reach a binary loss that applies the sigmoid itself.',
  why: `\`BCEWithLogitsLoss\` and its relatives apply the sigmoid themselves. Applied twice, σ(σ(x)) lies between 0.5 and
0.7311: the loss cannot fall below **0.3133** on a positive and **0.6931** on a negative, however sure the model is. At a logit
of 10 on a negative sample the gradient is 0.00003 where it should be 1. No prediction ever falls below one half, so
thresholding the doubled value at 0.5 calls everything positive.`,
  references: [
    {
      title: 'torch.nn.BCEWithLogitsLoss: “combines a Sigmoid layer and the BCELoss in one single class”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
    {
      title: 'torchvision.ops.sigmoid_focal_loss',
      url: 'https://docs.pytorch.org/vision/stable/generated/torchvision.ops.sigmoid_focal_loss.html',
    },
  ],
  bad: python`
    from torch import nn


    class Tagger(nn.Module):
        def __init__(self, features, tags):
            super().__init__()
            self.out = nn.Linear(features, tags)

        def forward(self, x):
            return self.out(x).sigmoid()


    model = Tagger(512, 20)
    criterion = nn.BCEWithLogitsLoss()


    def train_step(features, tags):
        loss = criterion(model(features), tags.float())
        loss.backward()
  `,
  good: python`
    from torch import nn


    class Tagger(nn.Module):
        def __init__(self, features, tags):
            super().__init__()
            self.out = nn.Linear(features, tags)

        def forward(self, x):
            return self.out(x)


    model = Tagger(512, 20)
    criterion = nn.BCEWithLogitsLoss()


    def train_step(features, tags):
        loss = criterion(model(features), tags.float())
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, losses, 'probabilities');
      if (tensor === undefined || (fact.library !== 'torch' && fact.library !== 'torchvision')) return;
      const { activation } = tensor;
      const plain =
        fact.loss === 'binary_cross_entropy_with_logits' && fact.option('pos_weight') === undefined;
      report({
        site: callSpan(fact.at),
        message: `${named(tensor)} reaches ${shortName(fact.api)}, which applies the sigmoid itself. ${consequence(fact.loss)}. Give it the raw scores.`,
        path: tensor.path,
        fixes: [
          removeActivation(tensor, `Remove the ${activation ?? 'activation'}`),
          plain && activation === 'sigmoid' ? useLoss(fact, bceLoss) : undefined,
        ],
      });
    },
  },
});

const losses = [
  'binary_cross_entropy_with_logits',
  'multilabel_soft_margin_loss',
  'sigmoid_focal_loss',
  'soft_margin_loss',
];

const consequence = (loss: string): string =>
  loss === 'sigmoid_focal_loss'
    ? 'The doubled value lies between 0.5 and 0.7311, so no sample ever counts as easy or as negative'
    : `${doubleSigmoidSentence}; gradients shrink`;
