import type { TextDocument } from 'vscode';
import type { LossSite } from '../../analysis/finding.ts';
import type { LossDefinition } from '../../core/loss.ts';
import { losses } from '../../core/losses/index.ts';
import { isCall } from '../hover/site.ts';
import type { Current } from '../lint/reports.ts';
import { computeOn, type Written } from './evaluate.ts';
import { lacksTarget } from './lone.ts';

/** The loss call that a selection most likely belongs to: the one around it, else the next below, else the last above. */
export function nearestSite({ report, cell }: Current, start: number, end: number): LossSite | undefined {
  const sites = report.sites.filter(({ location }) => location.cell === cell);
  const around = sites.filter(({ location }) => location.start <= start && location.end >= end);
  const below = sites.filter(({ location }) => location.end >= end);
  const above = sites.findLast(isCall) ?? sites.at(-1);
  return around.at(-1) ?? below.find(isCall) ?? below[0] ?? above;
}

/** The text of each argument in a loss call, by the loss's names for them. */
export function writtenArguments(document: TextDocument, site: LossSite): Readonly<Record<string, string>> {
  const text = document.getText();
  return Object.fromEntries(
    site.received.map(({ input, location }) => [input, text.slice(location.start, location.end)]),
  );
}

/** A loss to choose from, with its value on the tensors where it has one. */
export interface Choice {
  readonly loss: LossDefinition;
  readonly value: number | undefined;
  readonly problem: string | undefined;
  /** Whether it takes the tensor as a prediction, for which a target is still to be given. */
  readonly lacksTarget: boolean;
}

const orderOf = ({ problem, lacksTarget }: Choice): number =>
  problem === undefined ? 0 : lacksTarget ? 1 : 2;

/** Every loss, those that accept the tensors first. */
export function choices(found: readonly Written[]): readonly Choice[] {
  const all = losses.map((loss): Choice => {
    const computed = computeOn(loss, found);
    if (!computed.ok)
      return {
        loss,
        value: undefined,
        problem: computed.error.error.message,
        lacksTarget: lacksTarget(loss, found),
      };
    const { data } = computed.value.outcome.value;
    return { loss, value: data.length === 1 ? data[0] : undefined, problem: undefined, lacksTarget: false };
  });
  return all.toSorted((a, b) => orderOf(a) - orderOf(b));
}
