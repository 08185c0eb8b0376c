import { replace } from '../fix/edits.ts';
import type { FixDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { ActivationSource, TensorValue } from '../value.ts';

export const softmaxOverBatch = defineRule({
  id: 'softmax-over-batch',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A softmax over the batch axis reaches a loss over classes.',
  why: `With \`dim=0\` each **column** sums to 1: the samples of a batch compete for every class, and the classes of a sample do not. The
output of a sample then depends on its neighbours, the rows are no distributions, and with a batch of one every probability is **1** and the
loss is 0.`,
  references: [
    {
      title: 'torch.nn.functional.log_softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
    {
      title: 'torch.nn.NLLLoss: input of shape (N, C)',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms

    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    digits = datasets.MNIST("data", transform=transforms.ToTensor())
    loader = DataLoader(digits, batch_size=64)

    for images, labels in loader:
        loss = F.nll_loss(F.log_softmax(model(images), dim=0), labels)
        loss.backward()
  `,
  good: python`
    import torch.nn.functional as F
    from torch import nn
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms

    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    digits = datasets.MNIST("data", transform=transforms.ToTensor())
    loader = DataLoader(digits, batch_size=64)

    for images, labels in loader:
        loss = F.nll_loss(F.log_softmax(model(images), dim=1), labels)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = fact.prediction?.tensor;
      if (tensor?.axis !== 0 || !hasBatch(fact.loss, tensor) || !expects(fact.loss, tensor)) return;
      report({
        site: callSpan(fact.at),
        message:
          'A softmax over axis 0, the batch, reaches a loss over classes: each column sums to 1 instead of each row, a sample depends on its neighbours, and with a batch of one every probability is 1. Use dim=1.',
        path: tensor.path,
        fixes: [overClasses(tensor.source)],
      });
    },
  },
});

/** What a layer with weights gave has rarely one axis, and then log-softmax before cross-entropy is no use either. */
const hasBatch = (loss: string, { shape, classes }: TensorValue): boolean =>
  shape === null ? loss === 'cross_entropy' && classes !== null : shape.length >= 2;

const losses = new Set(['nll_loss', 'kl_div', 'binary_cross_entropy']);

/** Cross-entropy takes log-probabilities for what they are; probabilities before it are told as such. */
const expects = (loss: string, { scale }: TensorValue): boolean =>
  losses.has(loss) || (loss === 'cross_entropy' && scale === 'log-probabilities');

function overClasses(source: ActivationSource | null): FixDraft | undefined {
  const arg = source?.at.call.args.find(
    ({ value, name }) => name !== 'input' && value.kind === 'Constant' && value.value === 0,
  );
  if (source == null || arg === undefined) return undefined;
  return { title: 'Use dim=1', safety: 'unsafe', edits: [replace(source.at.unit, arg.value, '1')] };
}
