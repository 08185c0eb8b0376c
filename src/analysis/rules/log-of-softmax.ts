import { isLossOfPicked, isNegated, labelsOfSum, statementAround } from '../by-hand.ts';
import { logarithmOf, logSoftmaxInPlace } from '../fix/logarithm.ts';
import { sameFunction } from '../fix/scope.ts';
import { picksClasses } from '../indexing.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import { logNote, stepsOf, type TensorValue } from '../value.ts';

export const logOfSoftmax = defineRule({
  id: 'log-of-softmax',
  severity: 'warning',
  fix: 'safe',
  summary: 'The logarithm of a softmax is taken in two steps.',
  why: `In float32 a softmax underflows to 0 when its logit lies about 104 below the largest, and log 0 = **−∞**: the loss becomes
inf and the gradients NaN. In float16 a difference of 18 is enough. \`log_softmax\` computes zᵢ − log Σ exp(z) directly: for
logits [0, −110] it gives −110, not −∞, and elsewhere the same numbers with less rounding.`,
  references: [
    {
      title:
        'torch.nn.functional.log_softmax: “doing these two operations separately is slower and numerically unstable”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
    {
      title: 'Blanchard, Higham, Higham (2021), Accurately computing the log-sum-exp and softmax functions',
      url: 'https://doi.org/10.1093/imanum/draa038',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(512, 10)


    def entropy(features):
        log_probs = torch.log(F.softmax(model(features), dim=1))
        return -(log_probs.exp() * log_probs).sum(dim=1).mean()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(512, 10)


    def entropy(features):
        log_probs = F.log_softmax(model(features), dim=1)
        return -(log_probs.exp() * log_probs).sum(dim=1).mean()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['nll_loss', 'kl_div'], 'log-probabilities');
      if (tensor?.activation !== 'log_softmax' || tensor.marks.includes('shifted')) return;
      const log = stepsOf(tensor.path).find(({ note }) => note === logNote);
      if (log === undefined || tensor.marks.includes('detached')) return;
      if (tensor.source === null || tensor.source.at.unit === log.site.unit) return;
      report({ site: log.site, message, path: tensor.path });
    },
    calls: /\.log$/,
    libraryCall(fact, report) {
      const tensor = logarithmOf(fact);
      if (tensor === undefined || !isOfSoftmax(tensor) || tensor.marks.includes('shifted')) return;
      if (tensor.scale !== 'probabilities' || isCrossEntropy(fact.at)) return;
      if (!isSeenTogether(tensor, fact.at)) return;
      report({
        site: callSpan(fact.at),
        region: statementAround(fact.at),
        severity: picksClasses(fact.at.call) ? 'info' : 'warning',
        message,
        path: tensor.path,
        fixes: [logSoftmaxInPlace(tensor, fact.at)],
      });
    },
  },
});

const message =
  'The logarithm of a softmax is taken in two steps. Where a probability underflows to 0 (a logit about 104 below the largest in float32, 18 in float16) it is −∞ and gradients are NaN. Use log_softmax.';

/** Told as such by cross-entropy-by-hand. */
const isCrossEntropy = (at: CallSite): boolean => isLossOfPicked(at) || labelsOfSum(at) !== undefined;

const isOfSoftmax = ({ activation, marks }: TensorValue): boolean =>
  activation === 'softmax' || marks.includes('column');

/** In one function, or in a loss: elsewhere a function may take probabilities by contract. */
const isSeenTogether = ({ source }: TensorValue, at: CallSite): boolean =>
  source === null || sameFunction(source.at, at) || isNegated(at);
