import type { FactValue } from '../fact.ts';
import { flagsIn, setReduction } from '../fix/reduction.ts';
import { spelledReduction } from '../legacy-reduction.ts';
import { defineRule, type Report } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const deprecatedLossReduction = defineRule({
  id: 'deprecated-loss-reduction',
  severity: 'info',
  fix: 'safe',
  summary: 'A loss is given size_average or reduce, which reduction has replaced.',
  why: `\`size_average\` and \`reduce\` have been deprecated since PyTorch **0.4.1**; together they spell three values in four ways, and they
override \`reduction\` when both are given. \`size_average=False\` is \`reduction="sum"\`, \`reduce=False\` is
\`reduction="none"\`.`,
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

type Flag = 'size_average' | 'reduce';
type SettingOf = (flag: Flag) => FactValue | undefined;

function checkFlags(at: CallSite, settingOf: SettingOf, report: Report): void {
  const used = flagsIn(at);
  const reduction = spelledReduction(settingOf('size_average'), settingOf('reduce'));
  if (used.length === 0 || reduction === undefined) return;
  const names = used.map(({ name }) => name).join(' and ');
  report({
    site: callSpan(at),
    message: `${names} ${used.length > 1 ? 'have' : 'has'} been deprecated since PyTorch 0.4.1 and overrides reduction. Write reduction="${reduction}".`,
    fixes: [{ title: `Use reduction="${reduction}"`, safety: 'safe', edits: setReduction(at, reduction) }],
  });
}
