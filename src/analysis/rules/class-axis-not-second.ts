import { type LossCallFact, shortName } from '../fact.ts';
import { applyToInput, applyToPrediction, together } from '../fix/loss.ts';
import { defineRule, type FixDraft } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const classAxisNotSecond = defineRule({
  id: 'class-axis-not-second',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'Logits with the classes on the last axis reach a cross-entropy that takes them on the second.',
  why: `PyTorch's cross-entropy takes the classes on axis **1**: (N, C, L), not (N, L, C). With L ≠ C it raises “Expected target size
[N, C], got [N, L]”. With L = C it runs, and normalises over positions instead of classes: the loss goes down and means
nothing. Flatten both, or move the axis.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss: shapes',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.transpose',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.transpose.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    tokens = torch.randint(0, 1000, (16, 32))
    tags = torch.randint(0, 9, (16, 32))

    model = nn.Sequential(nn.Embedding(1000, 64), nn.Linear(64, 9))


    def train_step():
        loss = F.cross_entropy(model(tokens), tags)
        loss.backward()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    tokens = torch.randint(0, 1000, (16, 32))
    tags = torch.randint(0, 9, (16, 32))

    model = nn.Sequential(nn.Embedding(1000, 64), nn.Linear(64, 9))


    def train_step():
        loss = F.cross_entropy(model(tokens).transpose(1, 2), tags)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const [shape, target] = [fact.prediction?.tensor?.shape, fact.target?.tensor?.shape];
      if (fact.library !== 'torch' || !losses.has(fact.loss) || shape?.length !== 3 || target?.length !== 2)
        return;
      const [, length, classes] = shape;
      if (length == null || classes == null || length === classes || target[1] !== length) return;
      report({
        site: callSpan(fact.at),
        message: `${shortName(fact.api)} takes the classes on axis 1 and is given (N, ${length}, ${classes}) with a target of (N, ${length}): it raises “Expected target size [N, ${classes}], got [N, ${length}]”, and for equal sizes would normalise over positions. Transpose axes 1 and 2, or flatten both.`,
        path: fact.prediction?.tensor?.path ?? null,
        fixes: [applyToPrediction(fact, 'transpose(1, 2)'), flattenBoth(fact)],
      });
    },
  },
});

const losses = new Set(['cross_entropy', 'nll_loss']);

/** (N, L, C) with (N, L) → (N·L, C) with (N·L,). */
function flattenBoth(fact: LossCallFact): FixDraft | undefined {
  const [prediction, target] = [fact.prediction, fact.target].map((input) =>
    applyToInput(fact.at, input?.site, 'flatten(0, 1)', ''),
  );
  return together('Flatten both', 'unsafe', [prediction?.edits, target?.edits]);
}
