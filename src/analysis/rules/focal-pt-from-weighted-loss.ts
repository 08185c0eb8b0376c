import type { Expr } from '../../python/ast.ts';
import type { LibraryCallFact } from '../fact.ts';
import { textWithout } from '../fix/call.ts';
import { replace } from '../fix/edits.ts';
import { operandNode } from '../indexing.ts';
import { defineRule, type FixDraft, type SiteEdit } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { LossResult } from '../value.ts';

export const focalPtFromWeightedLoss = defineRule({
  id: 'focal-pt-from-weighted-loss',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'The probability pt of a focal loss is recovered from a weighted or smoothed cross-entropy.',
  why: `pt = exp(−ce) is the probability of the right class only while ce is the plain −ln p. With a class weight w it is pʷ: at p = 0.5
and w = 10 it reads **0.001** instead of 0.5, and (1 − pt)² stays at 0.998 instead of 0.25, so easy samples of a rare
class are never turned down. With label smoothing pt never reaches 1. Take pt from the unweighted loss and apply the weight outside.`,
  references: [
    {
      title: 'Lin et al. (2017), Focal Loss for Dense Object Detection',
      url: 'https://arxiv.org/abs/1708.02002',
    },
    {
      title: 'torchvision.ops.sigmoid_focal_loss',
      url: 'https://docs.pytorch.org/vision/stable/generated/torchvision.ops.sigmoid_focal_loss.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def focal_loss(logits, labels, class_weights, gamma=2.0):
        ce = F.cross_entropy(logits, labels, weight=class_weights, reduction="none")
        pt = torch.exp(-ce)
        return ((1 - pt) ** gamma * ce).mean()
  `,
  good: python`
    import torch
    import torch.nn.functional as F


    def focal_loss(logits, labels, class_weights, gamma=2.0):
        ce = F.cross_entropy(logits, labels, weight=class_weights, reduction="none")
        pt = torch.exp(-F.cross_entropy(logits, labels, reduction="none"))
        return ((1 - pt) ** gamma * ce).mean()
  `,
  check: {
    calls: /\.exp$/,
    libraryCall(fact, report) {
      const { operand } = fact;
      if (!fact.name.endsWith('.exp') || operand?.kind !== 'tensor' || operand.loss === null) return;
      const { loss } = operand;
      if (!losses.has(loss.loss) || !loss.weighted || !loss.negated) return;
      report({
        site: callSpan(fact.at),
        message:
          'exp(−ce) is the probability of the right class only for the plain cross-entropy; with class weights or label smoothing it is something else (p = 0.5 with weight 10 reads 0.001). Take pt from the unweighted loss and apply the weight outside.',
        related: [{ site: callSpan(loss.call), message: 'the weighted loss is computed here' }],
        fixes: [fromUnweighted(fact, loss)],
      });
    },
  },
});

/** NLLLoss is given the log-probabilities that cross-entropy computes. */
const losses = new Set(['cross_entropy', 'nll_loss']);

function fromUnweighted({ at }: LibraryCallFact, loss: LossResult): FixDraft | undefined {
  const node = operandNode(at.call);
  const call = textWithout(loss.call, ['weight', 'label_smoothing']);
  if (node === undefined || call === undefined || loss.call.unit !== at.unit) return undefined;
  return {
    title: 'Take pt from the unweighted loss',
    safety: 'unsafe',
    edits: [unweighted(at, node, call)],
  };
}

/** `exp(-ce)`, `exp(log_pt)` and `log_pt.exp()`: what stands for the loss, with its minus. */
function unweighted({ unit, call }: CallSite, node: Expr, text: string): SiteEdit {
  if (node.kind === 'UnaryOp') return replace(unit, node.operand, text);
  const isReceiver = call.func.kind === 'Attribute' && call.func.value === node;
  return replace(unit, node, isReceiver ? `(-${text})` : `-${text}`);
}
