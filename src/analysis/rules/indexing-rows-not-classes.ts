import type { Expr } from '../../python/ast.ts';
import { crossEntropyInPlace } from '../fix/by-hand.ts';
import { operandText, replace } from '../fix/edits.ts';
import { operandNode, rowIndexed } from '../indexing.ts';
import { defineRule, type FixDraft } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const indexingRowsNotClasses = defineRule({
  id: 'indexing-rows-not-classes',
  severity: 'error',
  fix: 'unsafe',
  summary:
    'A batch of probabilities is indexed with the class indices and so yields rows, not the probability of each class.',
  why: `\`probs[labels]\` picks whole **rows**: for probabilities (8, 10) and 8 labels the result is (8, 10), the predictions of other samples.
Nothing is raised while the labels stay below the batch size. The probability of each sample's own class is
\`probs[torch.arange(len(labels)), labels]\` or \`gather\`; the loss meant here is \`cross_entropy\` on the logits.`,
  references: [
    {
      title: 'torch.gather',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.gather.html',
    },
    {
      title: 'torch.nn.functional.cross_entropy',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        logits = model(images)
        probs = F.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = -torch.log(probs[labels]).mean()
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
        probs = F.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        return accuracy.item()
  `,
  supersedes: ['log-of-softmax', 'log-plus-epsilon'],
  check: {
    calls: /\.log$/,
    libraryCall(fact, report) {
      const { operand } = fact;
      if (!fact.name.endsWith('.log') || operand?.kind !== 'tensor') return;
      const labels = rowIndexed(fact.at);
      if (operand.activation !== 'softmax' || operand.axis !== 1 || labels === undefined) return;
      report({
        site: callSpan(fact.at),
        message:
          'Indexing a batch of probabilities with the labels picks whole rows, the predictions of other samples: (8, 10) indexed with 8 labels is (8, 10), not 8 probabilities. Use cross_entropy on the logits, or probs[torch.arange(len(labels)), labels].',
        path: operand.path,
        fixes: [crossEntropyInPlace(operand, fact.at, labels, 'unsafe'), gatherClasses(fact.at, labels)],
      });
    },
  },
});

/** `p[y]` → `p.gather(1, y.unsqueeze(1)).squeeze(1)`. */
function gatherClasses({ unit, call }: CallSite, labels: Expr): FixDraft | undefined {
  const node = operandNode(call);
  if (node?.kind !== 'Subscript') return undefined;
  const newText = `${operandText(unit, node.value)}.gather(1, ${operandText(unit, labels)}.unsqueeze(1)).squeeze(1)`;
  return { title: 'Gather the classes', safety: 'unsafe', edits: [replace(unit, node, newText)] };
}
