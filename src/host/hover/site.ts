import type { Position } from 'vscode';
import type { LossSite } from '../../analysis/finding.ts';
import type { Current } from '../lint/reports.ts';

/** True where the loss is computed; else the criterion is only made here, and its arguments lie elsewhere. */
export function isCall({ location, received }: LossSite): boolean {
  return received.some(
    (one) =>
      one.location.file === location.file &&
      one.location.cell === location.cell &&
      one.location.start >= location.start &&
      one.location.end <= location.end,
  );
}

/** The innermost loss call around a position of the document. */
export function siteAt({ report, locator, cell }: Current, position: Position): LossSite | undefined {
  return report.sites
    .filter(({ location }) => location.cell === cell && locator.spot(location).range.contains(position))
    .sort((a, b) => length(a) - length(b))[0];
}

const length = ({ location }: LossSite): number => location.end - location.start;
