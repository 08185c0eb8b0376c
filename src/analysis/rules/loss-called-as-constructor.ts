import type { FactValue } from '../fact.ts';
import { shortName } from '../fact.ts';
import { replace } from '../fix/edits.ts';
import type { FixDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import type { CallSite } from '../site.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const lossCalledAsConstructor = defineRule({
  id: 'loss-called-as-constructor',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A loss class is given the prediction and the target instead of its settings.',
  why: `\`nn.CrossEntropyLoss(output, target)\` builds a loss whose \`weight\` is the prediction and whose \`size_average\` is the target. It
raises “Boolean value of Tensor with more than one value is ambiguous”, or, for a batch of **1**, nothing at all until the module is used as a
number. Make the loss first, then call it.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.functional.cross_entropy',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        loss = nn.CrossEntropyLoss(model(images), labels)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        loss = nn.CrossEntropyLoss()(model(images), labels)
        loss.backward()
  `,
  check: {
    calls: /^torch\.nn\.\w*Loss/,
    libraryCall(fact, report) {
      if (!/^torch\.nn\.\w+Loss$/.test(fact.name)) return;
      const [first] = fact.arguments.positional;
      if (first === undefined || !isOutput(first.value)) return;
      const name = shortName(fact.name);
      report({
        site: callSpan(fact.at),
        message: `${name} is made from the model's output, which becomes its first setting instead of its input: with more than one element it raises “Boolean value of Tensor with more than one value is ambiguous”. Make the loss first: ${name}()(output, target).`,
        path: first.value.kind === 'tensor' ? first.value.path : null,
        fixes: [makeFirst(fact.at)],
      });
    },
  },
});

const outputs = new Set(['logits', 'probabilities', 'log-probabilities']);

const isOutput = (value: FactValue): boolean =>
  value.kind === 'tensor' && value.scale !== null && outputs.has(value.scale);

function makeFirst({ unit, call }: CallSite): FixDraft {
  const place = { start: call.argsStart, end: call.argsStart };
  return { title: 'Make the loss, then call it', safety: 'unsafe', edits: [replace(unit, place, '()')] };
}
