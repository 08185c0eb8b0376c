import { type Argument, shortName } from '../fact.ts';
import { replace } from '../fix/edits.ts';
import { spelling } from '../fix/names.ts';
import { defineRule, type FixDraft, type Report } from '../rule.ts';
import { type CallSite, callSpan, textOf } from '../site.ts';
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
    calls: /^torch\.nn\.\w*Loss/,
    libraryCall({ name, at, arguments: args }, report) {
      if (!/^torch\.nn\.\w*Loss\w*$/.test(name)) return;
      checkWeight(at, name, 'weight', args.get(weighted.test(name) ? 0 : null, 'weight'), report);
      checkWeight(at, name, 'pos_weight', args.get(null, 'pos_weight'), report);
    },
    lossCall(fact, report) {
      if (fact.library !== 'torch' || fact.form !== 'function') return;
      for (const option of ['weight', 'pos_weight'])
        checkWeight(fact.at, fact.api, option, fact.option(option), report);
    },
  },
});

/** Classes whose first setting is the weight. */
const weighted = /\.(?:CrossEntropy|NLL|BCE|BCEWithLogits|MultiLabelSoftMargin)Loss$/;

function checkWeight(
  at: CallSite,
  api: string,
  option: string,
  given: Argument | undefined,
  report: Report,
): void {
  if (given === undefined || !isPlain(given)) return;
  const [kind, type] = given.value.kind === 'constant' ? ['a number', 'float'] : ['a list', 'list'];
  report({
    site: callSpan(at),
    message: `${option} of ${shortName(api)} is ${kind} and has to be a tensor: it raises “cannot assign '${type}' object to buffer '${option}'” or “must be Tensor, not ${type}”. Wrap it in torch.tensor, one entry per class.`,
    fixes: [asTensor(given)],
  });
}

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
