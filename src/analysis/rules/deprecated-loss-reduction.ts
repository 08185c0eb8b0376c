import type { Arg, Expr } from '../../python/ast.ts';
import type { FactValue } from '../fact.ts';
import { quoted, replace } from '../fix/edits.ts';
import { defineRule, type FixDraft, type Report } from '../rule.ts';
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
  const used = at.call.args.filter(({ name, value }) => isFlag(name) && !isNone(value));
  const reduction = spelled(settingOf('size_average'), settingOf('reduce'));
  if (used.length === 0 || reduction === undefined) return;
  const names = used.map(({ name }) => name).join(' and ');
  report({
    site: callSpan(at),
    message: `${names} ${used.length > 1 ? 'have' : 'has'} been deprecated since PyTorch 0.4.1 and overrides reduction. Write reduction="${reduction}".`,
    fixes: [spellOut(at, used, reduction)],
  });
}

const isFlag = (name: string | null): boolean => name === 'size_average' || name === 'reduce';

const isNone = (node: Expr): boolean => node.kind === 'Constant' && node.value === null;

/** What the two flags spell; undefined when one of them is not a constant. */
function spelled(
  average: FactValue | undefined,
  reduce: FactValue | undefined,
): 'none' | 'sum' | 'mean' | undefined {
  const [averages, reduces] = [average, reduce].map(isOn);
  if (averages === undefined || reduces === undefined) return undefined;
  if (!reduces) return 'none';
  return averages ? 'mean' : 'sum';
}

function isOn(value: FactValue | undefined): boolean | undefined {
  if (value === undefined) return true;
  return value.kind === 'constant' && !value.soft ? value.value !== false : undefined;
}

function spellOut({ unit }: CallSite, used: readonly Arg[], reduction: string): FixDraft | undefined {
  const [first, second] = used;
  if (first === undefined) return undefined;
  const written = replace(unit, first, `reduction=${quoted(unit, reduction)}`);
  const rest = second === undefined ? [] : [replace(unit, { start: first.end, end: second.end }, '')];
  return { title: `Use reduction="${reduction}"`, safety: 'safe', edits: [written, ...rest] };
}
