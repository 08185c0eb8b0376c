import type { LogOutputChannel, TextDocument } from 'vscode';
import type { FileReport } from '../../analysis/finding.ts';
import { type Settings, settingsFor } from '../settings.ts';
import type { Locator } from '../workspace/locate.ts';
import { type Place, uriAt } from '../workspace/place.ts';
import { type DocumentHome, homeOf } from '../workspace/source.ts';
import type { Sources } from '../workspace/sources.ts';
import { isExcluded } from './excluded.ts';

const NOTHING: FileReport = { findings: [], sites: [] };

/** What is known of the present text of a document. */
export interface Current extends DocumentHome {
  readonly report: FileReport;
  readonly locator: Locator;
}

/** The reports of the analysis under the user's settings. */
export class Reports {
  readonly #sources: Sources;
  readonly #log: LogOutputChannel;

  constructor(sources: Sources, log: LogOutputChannel) {
    this.#sources = sources;
    this.#log = log;
  }

  of(place: Place): FileReport {
    const settings = settingsFor(uriAt(place));
    const report = this.#ask(place, settings);
    return isSilent(place, settings) ? { ...report, findings: [] } : report;
  }

  /** Whether the settings want mistakes in a source to be shown at all. */
  isChecked(place: Place): boolean {
    return !isSilent(place, settingsFor(uriAt(place)));
  }

  /** Of the text as it is now, though its diagnostics may still be on their way. */
  current(document: TextDocument): Current {
    const project = this.#sources.projectWith(document);
    const home = homeOf(document);
    return { ...home, report: this.of(home.place), locator: project.locator() };
  }

  #ask(place: Place, settings: Settings): FileReport {
    try {
      return this.#sources.project(place.root).report(place.path, settings.options);
    } catch (error) {
      this.#log.error(
        `The analysis of ${place.path} failed.`,
        error instanceof Error ? error : String(error),
      );
      return NOTHING;
    }
  }
}

/** Hovers and commands stay; only the findings go. */
const isSilent = ({ path }: Place, { lint, exclude }: Settings): boolean =>
  !lint || isExcluded(path, exclude);
