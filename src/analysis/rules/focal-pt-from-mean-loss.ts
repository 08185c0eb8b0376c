import type { BinOp, Call, Expr, Name } from '../../python/ast.ts';
import type { Node } from '../../python/walk.ts';
import { setReduction } from '../fix/reduction.ts';
import { assignedName, callsBelow, functionAround, nodesBelow, sameFunction } from '../fix/scope.ts';
import { operandNode } from '../indexing.ts';
import { defineRule, type FixDraft } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const focalPtFromMeanLoss = defineRule({
  id: 'focal-pt-from-mean-loss',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'The probability pt of a focal loss is recovered from the mean loss of the batch.',
  why: `exp(−ce) is the probability of the right class for the ce of one sample; for the mean it is the geometric mean over the
batch, and (1 − pt)^γ one factor for all of it. Samples at p = 0.9 and p = 0.1 are both weighted by **0.49** (pt = 0.3, γ = 2) instead
of 0.01 and 0.81: hard samples count no more than easy ones, and training is that of plain cross-entropy at another learning rate.`,
  references: [
    {
      title: 'Lin et al. (2017), Focal Loss for Dense Object Detection',
      url: 'https://arxiv.org/abs/1708.02002',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def focal_loss(logits, labels, gamma=2.0):
        ce = F.cross_entropy(logits, labels)
        pt = torch.exp(-ce)
        return ((1 - pt) ** gamma * ce).mean()
  `,
  good: python`
    import torch
    import torch.nn.functional as F


    def focal_loss(logits, labels, gamma=2.0):
        ce = F.cross_entropy(logits, labels, reduction="none")
        pt = torch.exp(-ce)
        return ((1 - pt) ** gamma * ce).mean()
  `,
  check: {
    calls: /\.exp$/,
    libraryCall({ name, operand, at }, report) {
      const loss = operand?.kind === 'tensor' ? operand.loss : null;
      if (!name.endsWith('.exp') || loss === null || !loss.negated) return;
      if (!losses.has(loss.loss) || loss.reduction !== 'mean' || !isFocal(at)) return;
      report({
        site: callSpan(at),
        message:
          'This pt is one number for the whole batch: (1 − pt)^γ weights hard and easy samples alike (p = 0.1 and 0.9 both by 0.49). Compute the loss with reduction="none", and take the mean at the end.',
        related: [{ site: callSpan(loss.call), message: 'the loss is reduced to its mean' }],
        fixes: [perSample(at, loss.call)],
      });
    },
  },
});

const losses = new Set([
  'cross_entropy',
  'nll_loss',
  'binary_cross_entropy',
  'binary_cross_entropy_with_logits',
]);

/** Whether `1 - pt` is raised to a power in the same function: exp(−ce) alone is a fair mean. */
function isFocal({ unit, call }: CallSite): boolean {
  const around = functionAround(unit, call);
  const name = assignedName(unit, call)?.id;
  const isPt = (node: Node | undefined) =>
    node === call || (node?.kind === 'Name' && (node as Name).id === name);
  const isRest = (node: Node | undefined) =>
    node?.kind === 'BinOp' && (node as BinOp).op === '-' && isPt((node as BinOp).right);
  return around !== undefined && nodesBelow(around).some((node) => isRest(baseOf(node)));
}

/** What is raised to a power: `x ** g`, `x.pow(g)`, `torch.pow(x, g)`. */
function baseOf(node: Node): Node | undefined {
  if (node.kind === 'BinOp') return (node as BinOp).op === '**' ? (node as BinOp).left : undefined;
  if (node.kind !== 'Call') return undefined;
  const { func, args } = node as Call;
  if (func.kind !== 'Attribute' || func.attr !== 'pow') return undefined;
  return args.length > 1 ? operandNode(node as Call) : func.value;
}

/** Where the loss is a function's, and the same function takes a mean later. */
function perSample(at: CallSite, made: CallSite): FixDraft | undefined {
  const around = functionAround(at.unit, at.call);
  if (around === undefined || !sameFunction(made, at)) return undefined;
  const { func } = made.call;
  const isFunction = func.kind === 'Attribute' && losses.has(func.attr) && !isMember(func.value);
  const takesMean = callsBelow(around).some(
    ({ func: taken, end }) => taken.kind === 'Attribute' && taken.attr === 'mean' && end > at.call.end,
  );
  if (!isFunction || !takesMean) return undefined;
  return { title: 'Compute the loss per sample', safety: 'unsafe', edits: setReduction(made, 'none') };
}

/** `self`: what hangs on it was made elsewhere. */
const isMember = (node: Expr): boolean => node.kind === 'Name' && node.id === 'self';
