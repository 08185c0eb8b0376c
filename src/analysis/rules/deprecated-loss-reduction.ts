import type { Arg } from '../../python/ast.ts';
import type { LibraryCallFact } from '../fact.ts';
import { shortName } from '../fact.ts';
import { quoted, replace } from '../fix/edits.ts';
import type { FixDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import type { CallSite } from '../site.ts';
import { callSpan } from '../site.ts';
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
    libraryCall(fact, report) {
      if (!fact.name.startsWith('torch.nn.') || !/loss|entropy|kl_div/i.test(shortName(fact.name))) return;
      const used = deprecated(fact);
      const reduction = newName(fact);
      if (used.length === 0) return;
      report({
        site: callSpan(fact.at),
        message: `${used.map(({ name }) => name).join(' and ')} ${used.length > 1 ? 'have' : 'has'} been deprecated since PyTorch 0.4.1 and overrides reduction. Write reduction="${reduction ?? 'mean'}".`,
        fixes: [reduction === undefined ? undefined : spellOut(fact.at, used, reduction)],
      });
    },
  },
});

const deprecated = ({ at }: LibraryCallFact): Arg[] =>
  at.call.args.filter(({ name }) => name === 'size_average' || name === 'reduce');

/** What the two flags spell; undefined when one of them is not a constant. */
function newName({ arguments: args }: LibraryCallFact): 'none' | 'sum' | 'mean' | undefined {
  const [average, reduce] = ['size_average', 'reduce'].map((name) => {
    const value = args.keywords.get(name)?.value;
    if (value === undefined) return true;
    return value.kind === 'constant' && !value.soft ? value.value !== false : undefined;
  });
  if (average === undefined || reduce === undefined) return undefined;
  if (!reduce) return 'none';
  return average ? 'mean' : 'sum';
}

function spellOut({ unit }: CallSite, used: readonly Arg[], reduction: string): FixDraft | undefined {
  const [first, second] = used;
  if (first === undefined) return undefined;
  const written = replace(unit, first, `reduction=${quoted(unit, reduction)}`);
  const rest = second === undefined ? [] : [replace(unit, { start: first.end, end: second.end }, '')];
  return { title: `Use reduction="${reduction}"`, safety: 'safe', edits: [written, ...rest] };
}
