import type { BinOp, Expr, Name } from '../../python/ast.ts';
import { shortName } from '../fact.ts';
import { setReduction } from '../fix/reduction.ts';
import { assignmentTo, functionAround, mentions, sameFunction } from '../fix/scope.ts';
import { operandNode } from '../indexing.ts';
import { defineRule, type FixDraft } from '../rule.ts';
import { type CallSite, callSpan, siteOf, textOfNode } from '../site.ts';
import { python } from '../snippet.ts';

export const weightsAfterMeanLoss = defineRule({
  id: 'weights-after-mean-loss',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'Weights or a mask of single samples multiply a loss that is the mean of the batch already.',
  why: `The mean of the batch is one number. \`(loss * weights).mean()\` is that number times the mean of the weights: every sample counts
alike, and only the size of the step changes. With errors of 1 and 3 and weights of 1 and 0 the mean squared error is **2.5** instead
of **0.5**: the sample that was to be left out costs the most. Importance sampling corrects nothing then, and a mask hides nothing.
Nothing is raised, for a number can be multiplied by anything. Compute the loss with \`reduction="none"\`.`,
  references: [
    {
      title: 'Schaul et al. (2016), Prioritized Experience Replay: importance-sampling weights',
      url: 'https://arxiv.org/abs/1511.05952',
    },
    {
      title: 'torch.nn.MSELoss: reduction',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F


    def td_loss(q_values, targets, sample_weights):
        loss = F.mse_loss(q_values, targets)
        return (loss * sample_weights).mean()
  `,
  good: python`
    import torch.nn.functional as F


    def td_loss(q_values, targets, sample_weights):
        loss = F.mse_loss(q_values, targets, reduction="none")
        return (loss * sample_weights).mean()
  `,
  check: {
    calls: /(?:^|[._])(?:mean|sum)$/,
    libraryCall({ operand, at }, report) {
      const loss = operand?.kind === 'tensor' ? operand.loss : null;
      if (loss === null || loss.library !== 'torch' || loss.reduction !== 'mean' || loss.terms !== 1) return;
      if (at.unit.siblings?.some(({ text }) => setsReduction.test(text)) === true) return;
      const product = productIn(at);
      const weights = product === undefined ? undefined : weightsIn(product);
      if (product === undefined || weights === undefined) return;
      report({
        site: siteOf(at.unit, product),
        message: `${shortName(calleeText(loss.call))} gives the mean of the batch, one number: the weights of single samples multiply all of it, and every sample counts alike. With errors of 1 and 3 and weights of 1 and 0 the mean squared error is 2.5 instead of 0.5. Compute the loss with reduction="none".`,
        related: [{ site: callSpan(loss.call), message: 'the loss is reduced to its mean' }],
        fixes: [perSample(at, loss.call)],
      });
    },
  },
});

/** Who sets it on a criterion may do so only where there are weights. */
const setsReduction = /\.reduction\s*=(?!=)/;

/** The product that is averaged: written in the call, or what the variable there was given last. */
function productIn(at: CallSite): BinOp | undefined {
  const operand = operandNode(at.call);
  if (operand === undefined) return undefined;
  const value = operand.kind === 'Name' ? givenLast(at, operand) : operand;
  return value?.kind === 'BinOp' && value.op === '*' ? value : undefined;
}

function givenLast({ unit, call }: CallSite, name: Name): Expr | undefined {
  const around = functionAround(unit, call);
  if (around === undefined) return undefined;
  const writes = mentions(around, name.id).flatMap((mention) => assignmentTo(unit, mention) ?? []);
  return writes.findLast(({ end }) => end < call.start)?.value;
}

/** A factor that is called the weights of samples, or a mask. One weight may be that of a term. */
const weightsIn = ({ left, right }: BinOp): Expr | undefined =>
  [left, right].find((factor) => ofSamples.test(lastName(factor)));

const ofSamples = /weights$|masks?$|importance|^is_?w|sample_?weight/i;

function lastName(node: Expr): string {
  if (node.kind === 'Name') return node.id;
  if (node.kind === 'Attribute') return node.attr;
  if (node.kind !== 'Call' || node.func.kind !== 'Attribute') return '';
  return stillEach.has(node.func.attr) ? lastName(node.func.value) : '';
}

/** `weights.unsqueeze(1)`, `mask.float()`: a number for each sample still. */
const stillEach = new Set([
  'float',
  'to',
  'cuda',
  'detach',
  'view',
  'reshape',
  'squeeze',
  'unsqueeze',
  'type_as',
]);

const calleeText = ({ unit, call }: CallSite): string => textOfNode(unit, call.func);

/** Where the loss is computed in the same function by a call that takes a reduction. */
function perSample(at: CallSite, made: CallSite): FixDraft | undefined {
  const { func } = made.call;
  if (
    !sameFunction(made, at) ||
    func.kind !== 'Attribute' ||
    !/_(?:loss|entropy|logits|div)$/.test(func.attr)
  )
    return undefined;
  return { title: 'Compute the loss per sample', safety: 'unsafe', edits: setReduction(made, 'none') };
}
