import type { LossCallFact } from '../fact.ts';
import { shortName } from '../fact.ts';
import { removeKeyword, setKeyword } from '../fix/edits.ts';
import { logOf } from '../fix/logarithm.ts';
import { together } from '../fix/loss.ts';
import { flagOf, named } from '../receives.ts';
import type { FixDraft, Report } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const probabilitiesIntoKlDiv = defineRule({
  id: 'probabilities-into-kl-div',
  severity: 'error',
  fix: 'unsafe',
  summary:
    'Probabilities reach a KL divergence that expects log-probabilities, or its target is on the wrong scale.',
  why: `\`KLDivLoss\` computes p · (log p − q′) and takes q′ = log q from its first argument as it is. Given probabilities
it is no divergence any more: logits [2, 0.5, −1] against p = [0.7, 0.2, 0.1] give **−1.3907** instead of 0.0395. A divergence is never
negative, and the minimum of this expression does not lie at q = p.

The target is expected as probabilities, or as log-probabilities with \`log_target=True\`. Log-probabilities without the
flag have their logarithm taken again and give NaN.`,
  references: [
    {
      title: 'torch.nn.KLDivLoss: “this loss expects the argument input in log-space”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html',
    },
    {
      title: 'Hinton, Vinyals, Dean (2015), Distilling the Knowledge in a Neural Network',
      url: 'https://arxiv.org/abs/1503.02531',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def distill(student, teacher, images, temperature=4.0):
        with torch.no_grad():
            target = F.softmax(teacher(images) / temperature, dim=1)
        output = F.softmax(student(images) / temperature, dim=1)
        loss = F.kl_div(output, target, reduction="batchmean")
        loss.backward()
  `,
  good: python`
    import torch
    import torch.nn.functional as F


    def distill(student, teacher, images, temperature=4.0):
        with torch.no_grad():
            target = F.softmax(teacher(images) / temperature, dim=1)
        output = F.log_softmax(student(images) / temperature, dim=1)
        loss = F.kl_div(output, target, reduction="batchmean")
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      if (fact.loss !== 'kl_div') return;
      const prediction = fact.prediction?.tensor;
      if (prediction?.scale === 'probabilities')
        report({
          site: callSpan(fact.at),
          message: `${named(prediction)} reaches ${shortName(fact.api)} as its first argument, which is expected to hold log-probabilities. The result is no divergence and can be negative (−1.3907 where 0.0395 is right). Use log_softmax.`,
          path: prediction.path,
          fixes: [together('Use log_softmax', 'unsafe', [logOf(prediction.source)])],
        });
      else checkTarget(fact, report);
    },
  },
});

function checkTarget(fact: LossCallFact, report: Report): void {
  const target = fact.target?.tensor;
  const logTarget = fact.library === 'torch' ? flagOf(fact, 'log_target') : undefined;
  if (target === undefined || logTarget === undefined) return;
  if (target.scale === 'log-probabilities' && !logTarget)
    report({
      site: callSpan(fact.at),
      message: `${shortName(fact.api)} is given a target of log-probabilities, of which it takes the logarithm again: NaN. Pass probabilities, or set log_target=True.`,
      path: target.path,
      fixes: [setLogTarget(fact)],
    });
  if (target.scale === 'probabilities' && logTarget)
    report({
      site: callSpan(fact.at),
      message: `${shortName(fact.api)} is told that its target holds log-probabilities and is given probabilities, which it exponentiates: 0.7 counts as 2.0138. Pass log-probabilities, or drop log_target.`,
      path: target.path,
      fixes: [dropLogTarget(fact)],
    });
}

const settingsOf = (fact: LossCallFact) => (fact.form === 'class' ? fact.madeAt : fact.at);

function setLogTarget(fact: LossCallFact): FixDraft | undefined {
  const at = settingsOf(fact);
  if (at === null) return undefined;
  return { title: 'Set log_target=True', safety: 'unsafe', edits: [setKeyword(at, 'log_target', 'True')] };
}

function dropLogTarget(fact: LossCallFact): FixDraft | undefined {
  const at = settingsOf(fact);
  return together('Remove log_target', 'unsafe', [at === null ? undefined : removeKeyword(at, 'log_target')]);
}
