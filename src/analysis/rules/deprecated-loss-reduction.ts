import type { FactValue } from '../fact.ts';
import { flagsIn, setReduction } from '../fix/reduction.ts';
import { spelledReduction } from '../legacy-reduction.ts';
import { defineRule, type FindingDraft, type Report } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const deprecatedLossReduction = defineRule({
  id: 'deprecated-loss-reduction',
  severity: 'info',
  fix: 'safe',
  summary: 'A loss is given size_average or reduce, which reduction has replaced.',
  why: `\`size_average\` and \`reduce\` have been deprecated since PyTorch **0.4.1**; together they spell three values in four ways, and they
override \`reduction\` when both are given. \`size_average=False\` is \`reduction="sum"\`, \`reduce=False\` is
\`reduction="none"\`. \`reduce="none"\` is not: a text counts as True, so the loss is the mean.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'torch.nn.MSELoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(size_average=False)


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss(reduction="sum")


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  check: {
    calls: /^torch\.nn\.\w*Loss/,
    libraryCall({ name, at, arguments: { keywords } }, report) {
      if (!/^torch\.nn\.\w*Loss\w*$/.test(name)) return;
      checkFlags(at, (flag) => keywords.get(flag)?.value, report);
    },
    lossCall(fact, report) {
      if (fact.library !== 'torch' || fact.form !== 'function') return;
      checkFlags(fact.at, (flag) => fact.option(flag)?.value, report);
    },
  },
});

/** `reduce="none"`: whoever writes that means `reduction`. */
function mistaken(at: CallSite, meant: string): FindingDraft {
  const title = `Use reduction="${meant}"`;
  return {
    site: callSpan(at),
    severity: 'warning',
    message: `reduce is a flag, and the text "${meant}" counts as True: the loss is the mean, one number, whatever is weighted or masked afterwards. reduction="${meant}" is meant.`,
    fixes: [{ title, safety: 'unsafe', edits: setReduction(at, meant) }],
  };
}

type Flag = 'size_average' | 'reduce';
type SettingOf = (flag: Flag) => FactValue | undefined;

function checkFlags(at: CallSite, settingOf: SettingOf, report: Report): void {
  const used = flagsIn(at);
  const reduction = spelledReduction(settingOf('size_average'), settingOf('reduce'));
  if (used.length === 0 || reduction === undefined) return;
  const written = settingOf('reduce');
  if (written?.kind === 'constant' && typeof written.value === 'string' && written.value !== reduction)
    return void report(mistaken(at, written.value));
  const names = used.map(({ name }) => name).join(' and ');
  report({
    site: callSpan(at),
    message: `${names} ${used.length > 1 ? 'have' : 'has'} been deprecated since PyTorch 0.4.1 and overrides reduction. Write reduction="${reduction}".`,
    fixes: [{ title: `Use reduction="${reduction}"`, safety: 'safe', edits: setReduction(at, reduction) }],
  });
}
