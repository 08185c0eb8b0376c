import { classCount, type LossCallFact, shortName } from '../fact.ts';
import { convertTarget } from '../fix/target.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const floatClassIndices = defineRule({
  id: 'float-class-indices',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Class indices are converted to floating point before a cross-entropy or NLL loss.',
  why: `The dtype tells the library what the target means. Class indices have to be integers (\`torch.long\`); as floats they raise
“expected scalar type Long but found Float”. Worse, when the target happens to have the **shape of the logits** it is silently read as class
probabilities: logits (N,) with float labels (N,) count as one sample with N classes: **32** losses become one.`,
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
  check: {
    lossCall(fact, report) {
      if (fact.target?.tensor?.shape?.includes(0)) return;
      if (fact.library !== 'torch' || !isFloat(fact.target?.tensor?.dtype) || !holdsIndices(fact)) return;
      report({
        site: callSpan(fact.at),
        message: `Class indices reach ${shortName(fact.api)} as floating point, which raises “expected scalar type Long but found Float”, or, where the target has the shape of the logits, is read as class probabilities. Convert them with .long().`,
        path: fact.target?.tensor?.path ?? null,
        fixes: [convertTarget(fact, 'long')],
      });
    },
  },
});

const isFloat = (dtype: string | null | undefined): boolean => dtype?.startsWith('float') ?? false;

/** NLL knows indices only; cross-entropy takes floats too, as probabilities, when they have the shape of the logits. */
function holdsIndices({ loss, target, prediction }: LossCallFact): boolean {
  if (loss === 'nll_loss') return true;
  if (loss !== 'cross_entropy') return false;
  const { tensor } = target ?? {};
  const classes = prediction?.tensor === undefined ? null : classCount(prediction.tensor);
  const [samples, ...more] = tensor?.shape ?? [];
  const differs = samples != null && more.length === 0 && classes !== null && samples !== classes;
  // A matrix may be that of the logits' shape: one 0 or 1 for each class.
  const isMatrix = tensor?.shape?.length === 2 && (prediction?.tensor?.shape?.length ?? 2) === 2;
  return (tensor?.scale === 'class-indices' && !isMatrix) || differs;
}
