import { Hover, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { lossById } from '../../core/losses/index.ts';
import type { Reports } from '../lint/reports.ts';
import { lossMarkdown } from './markdown.ts';
import { siteAt } from './site.ts';

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
