import { isBinaryByHand, isDifference, isNegated, statementAround } from '../by-hand.ts';
import { logarithmOf, logSigmoidInPlace, logSoftmaxInPlace, stableName } from '../fix/logarithm.ts';
import { sameFunction } from '../fix/scope.ts';
import { floorWords } from '../floor-words.ts';
import { defineRule } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const logPlusEpsilon = defineRule({
  id: 'log-plus-epsilon',
  severity: 'info',
  fix: 'unsafe',
  summary:
    'A small constant is added to a probability before its logarithm, although the logits are in reach.',
  why: `The constant hides the underflow and moves the trouble: log(p + 1e-9) cannot fall below **−20.7**, and below that the gradient
dies. For logits [0, −30] and the second class the loss reads 20.7232 instead of 30, with a gradient of 0.00009 instead of 1: the sample
that is most wrong teaches nothing. In float16 the constant 1e-9 is 0. \`log_softmax\` and \`logsigmoid\` need no constant.`,
  references: [
    {
      title: 'torch.nn.functional.log_softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
    {
      title: 'torch.nn.functional.logsigmoid',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    policy = nn.Linear(64, 6)


    def entropy(states):
        logits = policy(states)
        probs = F.softmax(logits, dim=1)
        log_probs = torch.log(probs + 1e-9)
        return -(probs * log_probs).sum(dim=1).mean()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    policy = nn.Linear(64, 6)


    def entropy(states):
        logits = policy(states)
        probs = F.softmax(logits, dim=1)
        log_probs = F.log_softmax(logits, dim=1)
        return -(probs * log_probs).sum(dim=1).mean()
  `,
  check: {
    calls: /\.log$/,
    libraryCall(fact, report) {
      const tensor = logarithmOf(fact);
      if (tensor === undefined || !tensor.marks.includes('shifted')) return;
      if (tensor.activation !== 'softmax' && tensor.activation !== 'sigmoid') return;
      if (tensor.source === null || isDifference(fact.at)) return;
      if (!sameFunction(tensor.source.at, fact.at) && !isLoss(tensor, fact.at)) return;
      const stable = tensor.activation === 'softmax' ? logSoftmaxInPlace : logSigmoidInPlace;
      const fix = stable(tensor, fact.at);
      const { keeper, need, end } = floorWords(tensor.floor);
      report({
        site: callSpan(fact.at),
        region: statementAround(fact.at),
        message: `${keeper} keeps the logarithm of a ${tensor.activation} from −∞ and caps it instead: ${end}. Use ${stableName(tensor.activation, fact)} on the logits, which needs no ${need}.`,
        path: tensor.path,
        fixes: [fix && { ...fix, safety: 'unsafe' }],
      });
    },
  },
});

const isLoss = ({ activation }: TensorValue, at: CallSite): boolean =>
  isNegated(at) || (activation === 'sigmoid' && isBinaryByHand(at));
