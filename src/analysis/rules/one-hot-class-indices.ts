import { shortName } from '../fact.ts';
import { convertTarget, insteadOfOneHot } from '../fix/target.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const oneHotClassIndices = defineRule({
  id: 'one-hot-class-indices',
  severity: 'error',
  fix: 'unsafe',
  summary: 'An integer one-hot target reaches a cross-entropy.',
  why: `\`F.one_hot\` returns integers, and integers mean class indices. A target of shape (N, C) with dtype long raises “Expected
floating point type for target with class probabilities, got Long”, or “multi-target not supported” before release 1.10. Pass the indices
themselves: the same value with **1/C** of the memory, and \`ignore_index\` keeps working; as floats one-hot targets change what \`weight\`
divides by.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.functional.one_hot',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        loss = F.cross_entropy(model(images), F.one_hot(labels, 10))
        loss.backward()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const target = fact.target?.tensor;
      if (fact.library !== 'torch' || fact.loss !== 'cross_entropy') return;
      if (target?.scale !== 'one-hot' || target.dtype !== 'int64') return;
      report({
        site: callSpan(fact.at),
        message: `An integer one-hot target reaches ${shortName(fact.api)}, which reads integers as class indices and raises “Expected floating point type for target with class probabilities, got Long”. Pass the class indices.`,
        path: target.path,
        fixes: [insteadOfOneHot(fact), convertTarget(fact, 'float')],
      });
    },
  },
});
