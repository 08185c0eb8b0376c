import { shortName } from '../fact.ts';
import { throughLogits } from '../fix/by-hand.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const softmaxThenLogNll = defineRule({
  id: 'softmax-then-log-nll',
  severity: 'info',
  fix: 'unsafe',
  summary: 'A softmax, a logarithm with a small constant and an NLL loss stand in for cross-entropy.',
  why: `softmax, log and NLL are cross-entropy in three steps. With a constant inside the logarithm the value is nearly the same and
the gradient is not: with 1e-9 the loss of a sample stops at **20.7**, and at a logit 30 below the winner its gradient is 0.00009
instead of 1. \`cross_entropy\` on the logits is one call, exact for any scores.`,
  references: [
    {
      title: 'torch.nn.functional.cross_entropy',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html',
    },
    {
      title:
        'torch.nn.CrossEntropyLoss: “equivalent to applying LogSoftmax on an input, followed by NLLLoss”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        logits = model(images)
        probs = torch.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = F.nll_loss(torch.log(probs + 1e-9), labels)
        loss.backward()
        return accuracy.item()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        logits = model(images)
        probs = torch.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        return accuracy.item()
  `,
  supersedes: ['log-plus-epsilon'],
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['nll_loss'], 'log-probabilities');
      if (fact.library !== 'torch' || tensor?.activation !== 'log_softmax') return;
      if (!tensor.marks.includes('logged') || !tensor.marks.includes('shifted')) return;
      report({
        site: callSpan(fact.at),
        message: `softmax, a logarithm with a small constant and ${shortName(fact.api)} are cross-entropy in three steps, with the loss of a sample capped (at 20.7 for 1e-9) and no gradient there. Use cross_entropy on the logits.`,
        path: tensor.path,
        fixes: [throughLogits(fact, tensor)],
      });
    },
  },
});
