import { type Argument, type FactValue, shortName } from '../fact.ts';
import { replace } from '../fix/edits.ts';
import { roleOf } from '../roles.ts';
import { defineRule, type FixDraft } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import { isOutputScale } from '../value.ts';

const classes = /^(?:torch\.nn\.\w+Loss|keras\.losses\.[A-Z]+[a-z]\w+)$/;

export const lossCalledAsConstructor = defineRule({
  id: 'loss-called-as-constructor',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A loss class is given the prediction and the target instead of its settings.',
  why: `\`nn.CrossEntropyLoss(output, target)\` builds a loss whose \`weight\` is the prediction and whose \`size_average\` is the target. It
raises “Boolean value of Tensor with more than one value is ambiguous”, or, for a batch of **1**, nothing at all until the module is used as a
number. A loss class of Keras takes its second argument for a setting of its own and gives back the loss, no number. Make the loss
first, then call it.`,
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
    calls: classes,
    libraryCall({ name, at, arguments: { positional } }, report) {
      if (!classes.test(name)) return;
      const isKeras = name.startsWith('keras.');
      const output = positional.find(isKeras ? isOutputOfKeras : isOutputOfTorch);
      if (output === undefined) return;
      const short = shortName(name);
      const harm = isKeras
        ? 'What comes back is the loss itself, no number'
        : 'With more than one element it raises “Boolean value of Tensor with more than one value is ambiguous”';
      report({
        site: callSpan(at),
        message: `${short} is made from the model's output, which becomes one of its settings instead of its input. ${harm}. Make the loss first: ${short}()(${isKeras ? 'y_true, y_pred' : 'output, target'}).`,
        path: output.value.kind === 'tensor' ? output.value.path : null,
        fixes: [makeFirst(at)],
      });
    },
  },
});

/** The prediction comes first, and what is named as one is one where a target follows. */
const isOutputOfTorch = (argument: Argument, place: number, [, second]: readonly Argument[]): boolean =>
  place === 0 &&
  (isOutput(argument.value) ||
    (roleOf(argument) === 'output' && second !== undefined && roleOf(second) === 'target'));

/** The prediction comes second, where a number or a flag would be set. */
const isOutputOfKeras = (argument: Argument, place: number): boolean =>
  place === 1 && (isOutput(argument.value) || roleOf(argument) === 'output');

const isOutput = (value: FactValue): boolean => value.kind === 'tensor' && isOutputScale(value.scale);

function makeFirst({ unit, call }: CallSite): FixDraft {
  const place = { start: call.argsStart, end: call.argsStart };
  return { title: 'Make the loss, then call it', safety: 'unsafe', edits: [replace(unit, place, '()')] };
}
