import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const indexingRowsNotClasses: RuleMeta = {
  id: 'indexing-rows-not-classes',
  severity: 'error',
  fix: 'unsafe',
  summary:
    'A batch of probabilities is indexed with the class indices and so yields rows, not the probability of each class.',
  why: `\`probs[labels]\` picks whole **rows**: for probabilities (8, 10) and 8 labels the result is (8, 10), the predictions of other samples.
Nothing is raised while the labels stay below the batch size. The probability of each sample's own class is
\`probs[torch.arange(len(labels)), labels]\` or \`gather\`; the loss meant here is \`cross_entropy\` on the logits.`,
  references: [
    {
      title: 'torch.gather',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.gather.html',
    },
    {
      title: 'torch.nn.functional.cross_entropy',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        logits = model(images)
        probs = F.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = -torch.log(probs[labels]).mean()
        loss.backward()
        return accuracy.item()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        logits = model(images)
        probs = F.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        return accuracy.item()
  `,
};
