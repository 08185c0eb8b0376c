import { isMultipliedByClasses } from '../by-hand.ts';
import { type FactValue, shortName } from '../fact.ts';
import { setReduction } from '../fix/reduction.ts';
import { overrides, spelledReduction } from '../legacy-reduction.ts';
import { defineRule, type Report } from '../rule.ts';
import type { CallSite } from '../site.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const klDivMeanReduction = defineRule({
  id: 'kl-div-mean-reduction',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A KL divergence is averaged over classes as well as samples.',
  why: `\`reduction="mean"\`, the default, divides by the number of elements, batch size times classes, and so is **C times too
small**: with 1000 classes the term is a thousandth of the divergence, and a distillation weight tuned for one dataset means something
else on the next. \`batchmean\` divides by the batch size and is the divergence.`,
  references: [
    {
      title: 'torch.nn.functional.kl_div: “reduction = mean doesn’t return the true kl divergence value”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html',
    },
    {
      title: 'torch.nn.KLDivLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def distill(student, teacher, images, temperature=4.0):
        with torch.no_grad():
            target = F.softmax(teacher(images) / temperature, dim=1)
        output = F.log_softmax(student(images) / temperature, dim=1)
        loss = F.kl_div(output, target)
        loss.backward()
  `,
  good: python`
    import torch
    import torch.nn.functional as F


    def distill(student, teacher, images, temperature=4.0):
        with torch.no_grad():
            target = F.softmax(teacher(images) / temperature, dim=1)
        output = F.log_softmax(student(images) / temperature, dim=1)
        loss = F.kl_div(output, target, reduction="batchmean")
        loss.backward()
  `,
  supersedes: ['deprecated-loss-reduction'],
  check: {
    calls: /^torch\.nn\.KLDivLoss$/,
    libraryCall({ name, at, arguments: args }, report) {
      if (name !== 'torch.nn.KLDivLoss' || !args.complete) return;
      const settingOf = (option: string) => args.get(options.indexOf(option), option)?.value;
      if (isMean(settingOf)) tell(at, name, report);
    },
    lossCall(fact, report) {
      if (fact.loss !== 'kl_div' || fact.form !== 'function' || fact.library !== 'torch') return;
      const isAveraged = fact.reduction === 'mean' && isMean((option) => fact.option(option)?.value);
      if (isAveraged && !isMultipliedByClasses(fact.at)) tell(fact.at, fact.api, report);
    },
  },
});

const options = ['size_average', 'reduce', 'reduction'];

function isMean(settingOf: (option: string) => FactValue | undefined): boolean {
  const [average, reduce, reduction] = options.map(settingOf);
  if (overrides(average, reduce)) return spelledReduction(average, reduce) === 'mean';
  if (reduction === undefined) return true;
  return reduction.kind === 'constant' && !reduction.soft && reduction.value === 'mean';
}

function tell(at: CallSite, api: string, report: Report): void {
  report({
    site: callSpan(at),
    message: `${shortName(api)} averages over the classes as well as the samples (reduction="mean"), so the divergence comes out smaller by a factor of the number of classes: 1000 classes, a thousandth. Use reduction="batchmean".`,
    fixes: [{ title: 'Use reduction="batchmean"', safety: 'unsafe', edits: setReduction(at, 'batchmean') }],
  });
}
