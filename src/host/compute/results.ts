import {
  type DecorationOptions,
  Disposable,
  type MarkdownString,
  Range,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  ThemeColor,
  window,
  workspace,
} from 'vscode';

/** A result shown after a range of a document. */
interface Result {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly hover: MarkdownString;
}

/** Results shown beside the code they belong to, until that code changes. */
export class Results implements Disposable {
  readonly #type = window.createTextEditorDecorationType({
    after: {
      color: new ThemeColor('editorInlayHint.foreground'),
      backgroundColor: new ThemeColor('editorInlayHint.backgroundColor'),
      margin: '0 0.5em 0 1em',
    },
  });
  readonly #byDocument = new Map<string, readonly Result[]>();
  readonly #subscriptions: Disposable;

  constructor() {
    this.#subscriptions = Disposable.from(
      this.#type,
      workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
        this.#move(document, contentChanges),
      ),
      workspace.onDidCloseTextDocument((document) => this.#byDocument.delete(document.uri.toString())),
      window.onDidChangeVisibleTextEditors(() => this.#render()),
    );
  }

  /** Puts a result after a range; an earlier one that touches it goes. */
  put(document: TextDocument, result: Result): void {
    const others = this.of(document).filter(({ start, end }) => end < result.start || start > result.end);
    this.#set(document, [...others, result]);
  }

  of(document: TextDocument): readonly Result[] {
    return this.#byDocument.get(document.uri.toString()) ?? [];
  }

  clear(): void {
    this.#byDocument.clear();
    this.#render();
  }

  #set(document: TextDocument, results: readonly Result[]): void {
    this.#byDocument.set(document.uri.toString(), results);
    this.#render();
  }

  #move(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): void {
    const before = this.of(document);
    if (before.length === 0 || changes.length === 0) return;
    this.#set(
      document,
      before.flatMap((result) => moved(result, changes) ?? []),
    );
  }

  #render(): void {
    for (const editor of window.visibleTextEditors) {
      const { document } = editor;
      editor.setDecorations(
        this.#type,
        this.of(document).map((result) => decoration(document, result)),
      );
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

function decoration(document: TextDocument, { start, end, text, hover }: Result): DecorationOptions {
  const line = document.lineAt(document.positionAt(end));
  const range = new Range(document.positionAt(start), line.range.end);
  return { range, hoverMessage: hover, renderOptions: { after: { contentText: text } } };
}

/** Where a result is after a change; undefined when its own text changed. Changes never overlap. */
function moved(result: Result, changes: readonly TextDocumentContentChangeEvent[]): Result | undefined {
  let shift = 0;
  for (const { rangeOffset, rangeLength, text } of changes) {
    if (rangeOffset >= result.end) continue;
    if (rangeOffset + rangeLength > result.start) return undefined;
    shift += text.length - rangeLength;
  }
  return { ...result, start: result.start + shift, end: result.end + shift };
}
