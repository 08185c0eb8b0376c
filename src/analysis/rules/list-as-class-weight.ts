import type { Argument } from '../fact.ts';
import { shortName } from '../fact.ts';
import { replace } from '../fix/edits.ts';
import { spelling } from '../fix/names.ts';
import type { FixDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { callSpan, textOf } from '../site.ts';
import { python } from '../snippet.ts';

export const listAsClassWeight = defineRule({
  id: 'list-as-class-weight',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A loss is given its weights as a list or a number instead of a tensor.',
  why: `\`weight\` and \`pos_weight\` are buffers of the module and move with it to the GPU, so they have to be tensors. A list raises
“cannot assign 'list' object to buffer 'weight' (torch Tensor or None required)”. The tensor needs the dtype of the logits and one entry
per class: **10** for 10 classes.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.BCEWithLogitsLoss: pos_weight',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
    },
  ],
  bad: python`
    import torch
    from torch import nn

    model = nn.Linear(784, 4)
    criterion = nn.CrossEntropyLoss(weight=[0.1, 0.3, 1.0, 0.5])


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  good: python`
    import torch
    from torch import nn

    model = nn.Linear(784, 4)
    criterion = nn.CrossEntropyLoss(weight=torch.tensor([0.1, 0.3, 1.0, 0.5]))


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  check: {
    libraryCall(fact, report) {
      if (!fact.name.startsWith('torch.nn.') || !/Loss$|entropy|nll_loss/.test(fact.name)) return;
      for (const name of ['weight', 'pos_weight']) {
        const given = fact.arguments.get(fact.name.endsWith('Loss') && name === 'weight' ? 0 : null, name);
        if (given === undefined || !isPlain(given)) continue;
        report({
          site: callSpan(fact.at),
          message: `${name} of ${shortName(fact.name)} is ${given.value.kind === 'constant' ? 'a number' : 'a list'}; it has to be a tensor with one entry per class, and raises “cannot assign 'list' object to buffer '${name}'” otherwise. Wrap it in torch.tensor.`,
          fixes: [asTensor(given)],
        });
      }
    },
  },
});

const isPlain = ({ value }: Argument): boolean =>
  value.kind === 'sequence' || (value.kind === 'constant' && typeof value.value === 'number');

function asTensor({ site, value }: Argument): FixDraft | undefined {
  const tensor = spelling(site.unit, 'torch.tensor');
  if (tensor === undefined) return undefined;
  const text = value.kind === 'constant' ? `[${textOf(site)}]` : textOf(site);
  const dtype = /\.|e-?\d/.test(text)
    ? ''
    : `, dtype=${spelling(site.unit, 'torch.float32') ?? 'torch.float32'}`;
  const edit = replace(site.unit, site, `${tensor}(${text}${dtype})`);
  return { title: 'Wrap in torch.tensor', safety: 'unsafe', edits: [edit] };
}
