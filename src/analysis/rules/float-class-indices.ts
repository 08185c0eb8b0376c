import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const floatClassIndices: RuleMeta = {
  id: 'float-class-indices',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Class indices are converted to floating point before a cross-entropy or NLL loss.',
  why: `The dtype tells the library what the target means. Class indices have to be integers (\`torch.long\`); as floats they raise
“expected scalar type Long but found Float”. Worse, when the target happens to have the **shape of the logits** it is silently read as class
probabilities: logits (N,) with float labels (N,) count as one sample with N classes.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.NLLLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Sequential(nn.Linear(784, 10), nn.LogSoftmax(dim=1))
    criterion = nn.NLLLoss()


    def train_step(images, labels):
        loss = criterion(model(images), labels.float())
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Sequential(nn.Linear(784, 10), nn.LogSoftmax(dim=1))
    criterion = nn.NLLLoss()


    def train_step(images, labels):
        loss = criterion(model(images), labels.long())
        loss.backward()
  `,
};
