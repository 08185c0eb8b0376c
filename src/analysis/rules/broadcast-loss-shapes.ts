import { isRegressionLoss } from '../distances.ts';
import type { LossInput } from '../fact.ts';
import { shortName } from '../fact.ts';
import { applyTo, applyToInput } from '../fix/loss.ts';
import { defineRule } from '../rule.ts';
import { callSpan, siteOf } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const broadcastLossShapes = defineRule({
  id: 'broadcast-loss-shapes',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A column (N, 1) is compared with a vector (N,) in a loss that broadcasts.',
  why: `(N, 1) against (N,) broadcasts to (N, N): each prediction is compared with every target. Perfect predictions of [1, 2, 3]
then have a mean squared error of **1.3333**, and the best the model can do is predict the mean of the targets for everything. PyTorch only
warns, once; optax and hand-written losses say nothing. In Q-learning, \`q.gather(1, actions)\` is a
column and \`rewards + gamma * next_q.max(1)[0]\` a vector.`,
  references: [
    {
      title: 'torch.nn.MSELoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html',
    },
    {
      title: 'PyTorch broadcasting semantics',
      url: 'https://docs.pytorch.org/docs/stable/notes/broadcasting.html',
    },
  ],
  bad: python`
    import torch
    from torch import nn

    rooms = torch.tensor([[2.0], [3.0], [5.0]])
    prices = torch.tensor([210.0, 300.0, 480.0])

    model = nn.Linear(1, 1)
    criterion = nn.MSELoss()


    def train_step():
        loss = criterion(model(rooms), prices)
        loss.backward()
  `,
  good: python`
    import torch
    from torch import nn

    rooms = torch.tensor([[2.0], [3.0], [5.0]])
    prices = torch.tensor([210.0, 300.0, 480.0])

    model = nn.Linear(1, 1)
    criterion = nn.MSELoss()


    def train_step():
        loss = criterion(model(rooms).squeeze(1), prices)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const { prediction, target } = fact;
      if (!losses.has(fact.loss) || prediction === undefined || target === undefined) return;
      const column = columnOf(prediction, target) ?? columnOf(target, prediction);
      if (column === undefined) return;
      const vector = column === prediction ? target : prediction;
      const what = column === prediction ? ['prediction', 'target'] : ['target', 'prediction'];
      const path = column.tensor?.path ?? null;
      if (isGathered(column.tensor, vector.tensor))
        return report({ site: callSpan(fact.at), message: gathered(shortName(fact.api)), path });
      report({
        site: callSpan(fact.at),
        message: `The ${what[0]} is a column, (N, 1), and the ${what[1]} a vector, (N,): ${shortName(fact.api)} broadcasts them to (N, N) and compares each with all. Perfect predictions of [1, 2, 3] have a mean squared error of 1.3333. Squeeze the column.`,
        path,
        fixes: [
          applyToInput(fact.at, column.site, 'squeeze(1)', `Squeeze the ${what[0]}`),
          applyToInput(fact.at, vector.site, 'unsqueeze(1)', `Unsqueeze the ${what[1]}`),
        ],
      });
    },
    difference({ unit, node, left, right }, report) {
      const column = [left, right].find((one, i) => isColumn(one, i === 0 ? right : left));
      const other = column === left ? right : left;
      if (column === undefined || other === undefined || !isRegressionLoss(unit, node)) return;
      if (isGathered(column, other))
        return report({ site: siteOf(unit, node), message: gathered('the difference'), path: column.path });
      if (!isOutput(column) || other.scale === 'logits') return;
      const written = column === left ? node.left : node.right;
      report({
        site: siteOf(unit, node),
        message:
          'The prediction is a column, (N, 1), and the target a vector, (N,): their difference is (N, N), each prediction with all targets. Perfect predictions of [1, 2, 3] have a mean squared error of 1.3333. Squeeze the column.',
        path: column.path,
        fixes: [applyTo(unit, written, 'squeeze(1)', 'Squeeze the prediction')],
      });
    },
  },
});

const losses = new Set(['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss', 'poisson_nll_loss']);

const columnOf = (a: LossInput, b: LossInput): LossInput | undefined =>
  isColumn(a.tensor, b.tensor) ? a : undefined;

/** Whether `a` is (N, 1), N not 1, and `b` is (N,). */
function isColumn(a: TensorValue | undefined, b: TensorValue | undefined): boolean {
  const [rows, columns, ...more] = a?.shape ?? [];
  const flat = b?.shape?.length === 1 && b.shape[0] !== 1;
  return (columns === 1 && more.length === 0 && rows !== 1 && flat) || isGathered(a, b);
}

/** Whether `a` has the axis along which entries were gathered, and `b` lost it to `max`: of however many axes. */
const isGathered = (a: TensorValue | undefined, b: TensorValue | undefined): boolean =>
  a?.marks.includes('gathered') === true && b?.marks.includes('per-row') === true;

const gathered = (where: string): string =>
  `What gather leaves is a column, (N, 1), and max has taken that axis away, (N,): ${where} broadcasts them to (N, N), each value with the target of all. Perfect predictions of [1, 2, 3] have a mean squared error of 1.3333. Squeeze the column, or let max keep the axis (keepdim=True).`;

/** What a model gives, and nobody has shaped for every pair of two things: `p.unsqueeze(1) - q`. */
const isOutput = ({ scale, marks }: TensorValue): boolean =>
  scale === 'logits' && !marks.includes('reshaped') && !marks.includes('part');
