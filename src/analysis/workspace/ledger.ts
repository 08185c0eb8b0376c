import type { Finding } from '../finding.ts';
import { type Entry, settle, takenBy, toEntry } from './findings.ts';
import type { Outcome } from './summary.ts';

interface Page {
  readonly findings: Entry[];
  /** Findings that are superfluous. */
  readonly taken: Set<string>;
}

/** The findings known so far by file, as plain data: nothing of a module's trees and values is held on to. */
export class Ledger {
  readonly #pages = new Map<string, Page>();

  /** Notes what a module's tasks say of one file. */
  enter(file: string, { findings, superseding }: Outcome): void {
    const page = this.#pages.get(file) ?? { findings: [], taken: new Set() };
    this.#pages.set(file, page);
    for (const item of findings.get(file) ?? []) page.findings.push(toEntry(item));
    for (const item of superseding.get(file) ?? []) for (const key of takenBy(item)) page.taken.add(key);
  }

  /** Notes what a module's tasks say of all files. */
  enterAll(outcome: Outcome): void {
    for (const file of new Set([...outcome.findings.keys(), ...outcome.superseding.keys()]))
      this.enter(file, outcome);
  }

  /** What stands of the findings in a file, which are then forgotten. */
  close(file: string): Finding[] {
    const page = this.#pages.get(file);
    this.#pages.delete(file);
    return page === undefined ? [] : settle(page.findings, page.taken);
  }
}
