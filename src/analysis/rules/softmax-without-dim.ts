import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const softmaxWithoutDim: RuleMeta = {
  id: 'softmax-without-dim',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A softmax is called without its dimension.',
  why: `Without \`dim\` PyTorch picks the axis by rank: **0** for 1-, 0- and 3-dimensional tensors, **1** for all others. A model whose
input gains an axis then normalises over the batch, with nothing but a deprecation warning: “Implicit dimension choice for softmax has been
deprecated”. Classes are nearly always on the last axis, or on axis 1 in images.`,
  references: [
    {
      title: 'torch.nn.functional.softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html',
    },
    {
      title: 'torch.nn.Softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def predict(model, images):
        with torch.no_grad():
            return F.softmax(model(images))
  `,
  good: python`
    import torch
    import torch.nn.functional as F


    def predict(model, images):
        with torch.no_grad():
            return F.softmax(model(images), dim=-1)
  `,
};
