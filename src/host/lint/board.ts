import { type Diagnostic, type DiagnosticCollection, type Disposable, languages, type Uri } from 'vscode';

/** A diagnostic and the document that shows it. */
export interface Shown {
  readonly diagnostic: Diagnostic;
  readonly uri: Uri;
}

/** What the editor shows at present, by source: a notebook's findings lie in several documents. */
export class Board implements Disposable {
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection('lossInspector');
  readonly #bySource = new Map<string, readonly Shown[]>();

  get size(): number {
    return [...this.#bySource.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Replaces what is shown for a source. @param key of the source's place */
  put(key: string, shown: readonly Shown[]): void {
    const before = this.#bySource.get(key) ?? [];
    const uris = new Map([...before, ...shown].map(({ uri }) => [uri.toString(), uri]));
    if (shown.length > 0) this.#bySource.set(key, shown);
    else this.#bySource.delete(key);
    for (const [text, uri] of uris)
      this.#collection.set(
        uri,
        shown.filter((one) => one.uri.toString() === text).map(({ diagnostic }) => diagnostic),
      );
  }

  dispose(): void {
    this.#collection.dispose();
  }
}
