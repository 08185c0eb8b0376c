import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const probabilitiesIntoKlDiv: RuleMeta = {
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
};
