import { shortName } from '../fact.ts';
import { applyToInput, applyToPrediction } from '../fix/loss.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const logitsIntoKlDiv = defineRule({
  id: 'logits-into-kl-div',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Raw scores reach a KL divergence that expects log-probabilities.',
  why: `\`KLDivLoss\` takes log q from its first argument as it is and normalises nothing. Given raw scores it is unbounded
below: logits [2, 0.5, −1] against p = [0.7, 0.2, 0.1] give **−2.2018** instead of 0.0395, and adding 1 to every score, which
changes no prediction, lowers it by another 1. The optimiser drives the scores up without end.`,
  references: [
    {
      title: 'torch.nn.KLDivLoss: “this loss expects the argument input in log-space”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html',
    },
    {
      title: 'torch.nn.functional.log_softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    student = nn.Linear(512, 10)
    teacher = nn.Linear(512, 10)


    def distill(features):
        with torch.no_grad():
            target = F.softmax(teacher(features), dim=1)
        loss = F.kl_div(student(features), target, reduction="batchmean")
        loss.backward()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    student = nn.Linear(512, 10)
    teacher = nn.Linear(512, 10)


    def distill(features):
        with torch.no_grad():
            target = F.softmax(teacher(features), dim=1)
        loss = F.kl_div(student(features).log_softmax(dim=-1), target, reduction="batchmean")
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      if (fact.loss !== 'kl_div') return;
      const [prediction, target] = [fact.prediction?.tensor, fact.target?.tensor];
      if (prediction?.scale === 'logits')
        report({
          site: callSpan(fact.at),
          message: `Raw scores reach ${shortName(fact.api)} as its first argument, which is expected to hold log-probabilities. Nothing is normalised and the loss has no lower bound: adding 1 to every score lowers it by 1. Apply log_softmax.`,
          path: prediction.path,
          fixes: [applyToPrediction(fact, 'log_softmax(dim=-1)')],
        });
      if (target?.scale === 'logits')
        report({
          site: callSpan(fact.at),
          message: `Raw scores reach ${shortName(fact.api)} as its target, which is expected to hold probabilities. Scores below 0 have no logarithm: NaN. Apply softmax.`,
          path: target.path,
          fixes: [applyToInput(fact.at, fact.target?.site, 'softmax(dim=-1)', 'Apply softmax to the target')],
        });
    },
  },
});
