import { CodeLens, type CodeLensProvider, EventEmitter, Location, l10n, type TextDocument } from 'vscode';
import { valueText } from '../compute/describe.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import { lossCallAt } from '../evaluate/loss-call.ts';
import { targetOf } from '../links.ts';
import type { Reports } from '../lint/reports.ts';
import { settingsFor } from '../settings.ts';
import { isCall } from './site.ts';

/** "Open in Loss Inspector" above each call that computes a loss. */
export class LossLenses implements CodeLensProvider {
  readonly #reports: Reports;
  readonly #evaluations: Evaluations;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(reports: Reports, evaluations: Evaluations) {
    this.#reports = reports;
    this.#evaluations = evaluations;
  }

  refresh(): void {
    this.#changed.fire();
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!settingsFor(document).codeLens) return [];
    const { report, locator, cell } = this.#reports.current(document);
    return report.sites
      .filter((site) => site.location.cell === cell && isCall(site))
      .map(({ location }) => {
        const { range } = locator.spot(location);
        const target = targetOf(new Location(document.uri, range));
        const value = this.#valueAt(document, location.start);
        return new CodeLens(range, {
          title: l10n.t('$(graph-line) {0}Open in Loss Inspector', value),
          command: 'lossInspector.open',
          arguments: [target],
        });
      });
  }

  /** The loss, where no value stands beside the statement anyway. */
  #valueAt(document: TextDocument, offset: number): string {
    const evaluated = this.#evaluations.of(document);
    const call = lossCallAt(evaluated, offset);
    const isBeside =
      settingsFor(document).inlayHints &&
      evaluated.evaluation.values.some(
        (one) => evaluated.isHere(one) && one.start <= offset && one.end >= offset,
      );
    return !call || call.random || isBeside ? '' : `= ${valueText(call.outcome)}  ·  `;
  }
}
