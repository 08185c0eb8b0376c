import { classCount, shortName } from '../fact.ts';
import { removeActivation } from '../fix/activation.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const softmaxBeforeCrossEntropy = defineRule({
  id: 'softmax-before-cross-entropy',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Probabilities from a softmax reach a cross-entropy that applies softmax itself.',
  why: String.raw`Cross-entropy takes logits and applies log-softmax to them. Given probabilities, it applies softmax a second
time, to numbers between 0 and 1: even a perfect prediction (1, 0, …, 0) becomes a flat distribution. The loss can then
never fall below $\ln(e + C - 1) - 1$: 0.3133 for 2 classes, 0.5514 for 3, 1.4612 for 10, 5.9095 for 1000. Gradients pass
through two softmaxes and shrink. Training still improves a little, so that nothing looks broken.

Give the logits to the loss. Where probabilities are needed, for a report or at inference, apply softmax there.`,
  references: [
    {
      title: 'CrossEntropyLoss — PyTorch',
      url: 'https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F

    def step(model, images, labels):
        probabilities = F.softmax(model(images), dim=1)
        return F.cross_entropy(probabilities, labels)
  `,
  good: python`
    import torch.nn.functional as F

    def step(model, images, labels):
        probabilities = model(images)
        return F.cross_entropy(probabilities, labels)
  `,
  check: {
    lossCall(fact, report) {
      const tensor = fact.prediction?.tensor;
      if (fact.loss !== 'cross_entropy' || fact.library !== 'torch') return;
      if (tensor?.scale !== 'probabilities' || tensor.activation !== 'softmax') return;
      report({
        site: callSpan(fact.at),
        message: `A softmax output reaches ${shortName(fact.api)}, which applies softmax itself. ${floor(classCount(tensor))}; gradients shrink. Give it the logits.`,
        path: tensor.path,
        fixes: [removeActivation(tensor, 'Remove the softmax')],
      });
    },
  },
});

function floor(classes: number | null): string {
  if (classes === null) return 'The loss cannot fall below ln(e + C − 1) − 1 for C classes (1.4612 for 10)';
  const least = Math.log(Math.E + classes - 1) - 1;
  return `The loss cannot fall below ${least.toFixed(4)} with ${classes} classes`;
}
