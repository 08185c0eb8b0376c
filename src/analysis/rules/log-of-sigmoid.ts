import { isDifference, statementAround } from '../by-hand.ts';
import { logarithmOf, logSigmoidInPlace, stableName } from '../fix/logarithm.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const logOfSigmoid = defineRule({
  id: 'log-of-sigmoid',
  severity: 'warning',
  fix: 'safe',
  summary: 'The logarithm of a sigmoid is taken in two steps.',
  why: `In float32 a sigmoid underflows to 0 for scores below **−88**, and log 0 = −∞ with NaN gradients. The other side is
worse: 1 − σ(x) is exactly 0 from x = **17** on, so log(1 − σ(x)) is −∞ where −17 is right. \`logsigmoid(x)\` computes
min(x, 0) − log(1 + exp(−|x|)) and is exact on both sides; log(1 − σ(x)) is \`logsigmoid(-x)\`.`,
  references: [
    {
      title: 'torch.nn.functional.logsigmoid',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html',
    },
    {
      title: 'jax.nn.log_sigmoid',
      url: 'https://docs.jax.dev/en/latest/_autosummary/jax.nn.log_sigmoid.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def ranking_loss(user, liked, skipped):
        margin = (user * (liked - skipped)).sum(dim=1)
        return -torch.log(torch.sigmoid(margin)).mean()
  `,
  good: python`
    import torch
    import torch.nn.functional as F


    def ranking_loss(user, liked, skipped):
        margin = (user * (liked - skipped)).sum(dim=1)
        return -F.logsigmoid(margin).mean()
  `,
  check: {
    calls: /\.log$/,
    libraryCall(fact, report) {
      const tensor = logarithmOf(fact);
      if (tensor?.activation !== 'sigmoid' || tensor.marks.includes('shifted')) return;
      if (tensor.scale !== 'probabilities' || isDifference(fact.at)) return;
      report({
        site: callSpan(fact.at),
        region: statementAround(fact.at),
        message: `The logarithm of a sigmoid is taken in two steps. In float32 the sigmoid is 0 below −88 and 1 from 17 on, so log σ(x) and log(1 − σ(x)) become −∞ and gradients NaN. Use ${stableName('sigmoid', fact)}.`,
        path: tensor.path,
        fixes: [logSigmoidInPlace(tensor, fact.at)],
      });
    },
  },
});
