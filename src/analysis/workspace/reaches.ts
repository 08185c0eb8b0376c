import type { Reach } from './summary.ts';

/** What modules do to each other's files, kept until those files are finished. */
export class Reaches {
  readonly #importersOf: (file: string) => readonly string[];
  /** By the file it is done to, then by the file that does it. */
  readonly #into = new Map<string, Map<string, Reach>>();
  readonly #closed = new Set<string>();

  constructor(importersOf: (file: string) => readonly string[]) {
    this.#importersOf = importersOf;
  }

  note(by: string, reaches: ReadonlyMap<string, Reach>): void {
    for (const [file, reach] of reaches) {
      if (file === by || this.#closed.has(file)) continue;
      const known = this.#into.get(file);
      if (known === undefined) this.#into.set(file, new Map([[by, reach]]));
      else known.set(by, reach);
    }
  }

  /** What the files that import this one do to it, the nearest first. */
  into(file: string): Reach[] {
    const known = this.#into.get(file);
    return known === undefined ? [] : this.#importersOf(file).flatMap((by) => known.get(by) ?? []);
  }

  close(file: string): void {
    this.#into.delete(file);
    this.#closed.add(file);
  }
}
