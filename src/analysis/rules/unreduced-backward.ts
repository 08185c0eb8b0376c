import type { LibraryCallFact } from '../fact.ts';
import { operandText, replace } from '../fix/edits.ts';
import { takesOneSample } from '../one-sample.ts';
import { defineRule, type FixDraft, type Report } from '../rule.ts';
import type { CallSite } from '../site.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const unreducedBackward = defineRule({
  id: 'unreduced-backward',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A loss that was not reduced is differentiated.',
  why: `A gradient needs **1** number. A loss with \`reduction="none"\` has one per sample, and \`backward\` raises “grad can be implicitly
created only for scalar outputs”; \`jax.grad\` raises “Gradient only defined for scalar-output functions”. optax losses are **never** reduced.
It only works by accident, with a batch of one.`,
  references: [
    {
      title: 'torch.Tensor.backward',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html',
    },
    {
      title: 'optax losses',
      url: 'https://optax.readthedocs.io/en/latest/api/losses.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(reduction="none")


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(reduction="none")


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.mean().backward()
  `,
  check: {
    calls: /^Tensor\.backward$|^jax\.grad\.call$/,
    libraryCall(fact, report) {
      if (fact.name === 'jax.grad.call') return differentiated(fact, report);
      const { operand, arguments: args } = fact;
      if (fact.name !== 'Tensor.backward' || operand?.kind !== 'tensor' || operand.loss === null) return;
      if (operand.loss.reduction !== 'none' || !args.complete) return;
      if (args.get(0, 'gradient') !== undefined) return;
      report({
        site: callSpan(fact.at),
        message:
          'backward is called on a loss that was not reduced: with more than one sample it raises “grad can be implicitly created only for scalar outputs”. Take the mean or the sum first.',
        path: operand.path,
        related: [
          { site: callSpan(operand.loss.call), message: 'the loss is computed here with reduction="none"' },
        ],
        fixes: [meanFirst(fact.at)],
      });
    },
  },
});

/** Losses of classes: those of a batch are known by them, while a squared error may be of one number. */
const ofBatches = new Set([
  'cross_entropy',
  'binary_cross_entropy_with_logits',
  'sigmoid_focal_loss',
  'ctc_loss',
]);

function differentiated({ operand, at }: LibraryCallFact, report: Report): void {
  if (operand?.kind !== 'tensor' || operand.loss?.reduction !== 'none') return;
  const { loss, call } = operand.loss;
  if (!ofBatches.has(loss) || takesOneSample(at)) return;
  const end = { start: call.call.end, end: call.call.end };
  report({
    site: callSpan(call),
    message:
      'A loss that was not reduced is differentiated: for a batch, jax.grad raises “Gradient only defined for scalar-output functions”. optax losses have one value per sample. Take the mean.',
    path: operand.path,
    related: [{ site: callSpan(at), message: 'it is differentiated here' }],
    fixes: [{ title: 'Take the mean', safety: 'unsafe', edits: [replace(call.unit, end, '.mean()')] }],
  });
}

function meanFirst({ unit, call }: CallSite): FixDraft | undefined {
  if (call.func.kind !== 'Attribute') return undefined;
  const edit = replace(unit, call.func.value, `${operandText(unit, call.func.value)}.mean()`);
  return { title: 'Take the mean first', safety: 'unsafe', edits: [edit] };
}
