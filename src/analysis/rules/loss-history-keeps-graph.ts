import type { Expr } from '../../python/ast.ts';
import { keptByObject, keptForDisplay } from '../accumulation.ts';
import { replace } from '../fix/edits.ts';
import { defineRule, type FixDraft } from '../rule.ts';
import { siteOf, type Unit } from '../site.ts';
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
    from torch 
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
    from torch 
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
    accumulate({ site, tensor, form, given }, report) {
      if (tensor.marks.includes('detached')) return;
      const verb = form === 'add' ? 'added to a running total' : 'appended to a list';
      const finding = { message: message(verb), path: tensor.path };
      const kept = keptForDisplay(site, tensor);
      if (kept !== undefined) return report({ ...finding, site, fixes: [keepNumber(site.unit, kept)] });
      const loss = given === null ? undefined : keptByObject(given, tensor);
      if (given === null || loss === undefined) return;
      const { unit } = given.at;
      const related = [{ site, message: 'it is added here' }];
      report({ ...finding, site: siteOf(unit, loss), fixes: [keepNumber(unit, loss)], related });
    },
  },
});

const message = (verb: string): string =>
  `A loss is ${verb} together with its graph, which stays in memory with everything it refers to: memory grows with each step until the device has none left, often after 1000 of them. Keep the number: .item().`;

function keepNumber(unit: Unit, kept: Expr): FixDraft {
  const place = { start: kept.end, end: kept.end };
  return { title: 'Use .item()', safety: 'unsafe', edits: [replace(unit, place, '.item()')] };
}
