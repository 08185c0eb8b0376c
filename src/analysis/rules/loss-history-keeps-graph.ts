import type { AccumulateFact } from '../fact.ts';
import { replace } from '../fix/edits.ts';
import type { FixDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { textOf } from '../site.ts';
import { python } from '../snippet.ts';

export const lossHistoryKeepsGraph = defineRule({
  id: 'loss-history-keeps-graph',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A loss is summed or collected for display together with its graph.',
  why: `The sum keeps every step's loss alive with what autograd saved for it, so memory grows with each batch until “CUDA out of memory”,
often **1000** steps later and far from the cause. \`loss.item()\` keeps the number only.`,
  references: [
    {
      title: 'PyTorch FAQ: my model reports “cuda runtime error(2): out of memory”',
      url: 'https://docs.pytorch.org/docs/stable/notes/faq.html',
    },
    {
      title: 'torch.Tensor.item',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_epoch(optimizer, loader):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss
        return total / len(loader)
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_epoch(optimizer, loader):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        return total / len(loader)
  `,
  check: {
    accumulate(fact, report) {
      if (fact.differentiated) return;
      const verb = fact.form === 'add' ? 'added to a running total' : 'appended to a list';
      report({
        site: fact.site,
        message: `A loss is ${verb} together with its graph, which keeps every batch's activations alive: memory grows with each step until the device has none left, often after hundreds of them. Keep the number: .item().`,
        path: fact.tensor.path,
        fixes: [keepNumber(fact)],
      });
    },
  },
});

function keepNumber({ site }: AccumulateFact): FixDraft {
  const text = textOf(site);
  const operand = /^[\w.]+$|\)$/.test(text) ? text : `(${text})`;
  return { title: 'Use .item()', safety: 'unsafe', edits: [replace(site.unit, site, `${operand}.item()`)] };
}
