import { Hover, type HoverProvider, type Position, type TextDocument } from 'vscode';
import type { LossSite } from '../../analysis/finding.ts';
import { lossById } from '../../core/losses/index.ts';
import type { Current, Reports } from '../lint/reports.ts';
import { lossMarkdown } from './markdown.ts';

/** On a loss: its formula, what it expects, what this call receives and from where. */
export class LossHover implements HoverProvider {
  readonly #reports: Reports;

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const current = this.#reports.current(document);
    const site = siteAt(current, position);
    const loss = site && lossById(site.loss);
    if (!site || !loss) return undefined;
    const { range } = current.locator.spot(site.location);
    return new Hover(lossMarkdown(loss, site, current.locator, document.uri), range);
  }
}

/** The innermost loss call around a position of the document. */
export function siteAt({ report, locator, cell }: Current, position: Position): LossSite | undefined {
  return report.sites
    .filter(({ location }) => location.cell === cell && locator.spot(location).range.contains(position))
    .sort((a, b) => length(a) - length(b))[0];
}

const length = ({ location }: LossSite): number => location.end - location.start;
