import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const klDivMeanReduction: RuleMeta = {
  id: 'kl-div-mean-reduction',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A KL divergence is averaged over classes as well as samples.',
  why: `\`reduction="mean"\`, the default, divides by the number of elements, batch size times classes, and so is **C times too
small**: with 1000 classes the term is a thousandth of the divergence, and a distillation weight tuned for one dataset means something
else on the next. \`batchmean\` divides by the batch size and is the divergence.`,
  references: [
    {
      title: 'torch.nn.functional.kl_div: “reduction = mean doesn’t return the true kl divergence value”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html',
    },
    {
      title: 'torch.nn.KLDivLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def distill(student, teacher, images, temperature=4.0):
        with torch.no_grad():
            target = F.softmax(teacher(images) / temperature, dim=1)
        output = F.log_softmax(student(images) / temperature, dim=1)
        loss = F.kl_div(output, target)
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
