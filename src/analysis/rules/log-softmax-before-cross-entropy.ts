import type { LossCallFact } from '../fact.ts';
import { shortName } from '../fact.ts';
import type { FixSafety } from '../finding.ts';
import { removeActivation } from '../fix/activation.ts';
import { nllLoss, useLoss } from '../fix/loss.ts';
import { seenOnlyBy } from '../fix/scope.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const logSoftmaxBeforeCrossEntropy = defineRule({
  id: 'log-softmax-before-cross-entropy',
  severity: 'info',
  fix: 'safe',
  summary: 'Log-probabilities reach a cross-entropy that applies log-softmax again.',
  why: `log-softmax is idempotent: the log-probabilities already satisfy Σ exp(zᵢ) = 1, so the second one subtracts
ln 1 = **0** and loss and gradients come out the same. Nothing is wrong with the result; the work is done twice, and the next
reader has to find out which of the two is in charge. Leave log-softmax to \`CrossEntropyLoss\`, or keep it and use \`NLLLoss\`.`,
  references: [
    {
      title:
        'torch.nn.CrossEntropyLoss: “equivalent to applying LogSoftmax on an input, followed by NLLLoss”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.functional.log_softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    criterion = nn.CrossEntropyLoss()


    def train_step(images, labels):
        output = model(images).log_softmax(dim=1)
        loss = criterion(output, labels)
        loss.backward()
        return loss.item()
  `,
  good: python`
    from torch import nn

    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    criterion = nn.CrossEntropyLoss()


    def train_step(images, labels):
        output = model(images)
        loss = criterion(output, labels)
        loss.backward()
        return loss.item()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, ['cross_entropy'], 'log-probabilities');
      if (tensor?.activation !== 'log_softmax' && tensor?.activation !== 'softmax') return;
      if (!isOverClasses(tensor, fact)) return;
      const remove = removeActivation(tensor, 'Remove log_softmax');
      report({
        site: callSpan(fact.at),
        message: `Log-probabilities reach ${shortName(fact.api)}, which applies log-softmax again. The second one subtracts ln 1 = 0: the result is the same and the work is done twice. Give it the logits${fact.library === 'torch' ? ', or use NLLLoss' : ''}.`,
        path: tensor.path,
        fixes: [
          remove && { ...remove, safety: safetyOf(tensor, fact) },
          onTorch(fact) ? useLoss(fact, nllLoss) : undefined,
        ],
      });
    },
  },
});

/** Only on the axis that the loss itself normalises does the second log-softmax change nothing. */
function isOverClasses({ axis, shape }: TensorValue, { library }: LossCallFact): boolean {
  if (axis === null) return true;
  if (shape === null) return axis === 1 || axis === -1;
  const rank = shape.length;
  const classAxis = library === 'torch' ? Math.min(1, rank - 1) : rank - 1;
  return (axis < 0 ? axis + rank : axis) === classAxis;
}

/** Taking it away is safe where nothing but this loss sees the log-probabilities. */
function safetyOf({ source }: TensorValue, fact: LossCallFact): FixSafety {
  return source !== null && seenOnlyBy(source.at, fact.at) ? 'safe' : 'unsafe';
}

/** NLLLoss takes neither label smoothing nor targets that are probabilities. */
const onTorch = (fact: LossCallFact): boolean =>
  fact.library === 'torch' && fact.option('label_smoothing') === undefined;
