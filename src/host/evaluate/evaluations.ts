import type { LogOutputChannel, TextDocument } from 'vscode';
import { evaluate } from '../../evaluate/evaluate.ts';
import type { Evaluation, Place } from '../../evaluate/outcome.ts';
import type { PythonParser } from '../../python/parser.ts';
import { placeKey } from '../workspace/place.ts';
import { homeOf, type Source, sourceOf } from '../workspace/source.ts';

/** Code that uses none of these computes nothing that we know. */
const LIBRARIES = /\b(torch|numpy|tensorflow|keras|jax|optax)\b/;

/** Longer programs are no tutorials; their values depend on data that is not there. */
const MAX_LENGTH = 200_000;

/** What the code of a document gives, as far as it can be worked out without running it. */
export interface Evaluated {
  readonly evaluation: Evaluation;
  /** True for what belongs to the document itself: in a notebook all cells are evaluated as one program. */
  readonly isHere: (place: Place) => boolean;
}

interface Entry {
  readonly texts: readonly string[];
  readonly evaluation: Evaluation;
}

const NOTHING: Evaluation = {
  values: [],
  errors: [],
  prints: [],
  lossCalls: [],
  notes: [],
  unknowns: [],
  stops: [],
};

/** Evaluates documents, each again only when its text has changed. */
export class Evaluations {
  readonly #parser: PythonParser;
  readonly #log: LogOutputChannel;
  readonly #entries = new Map<string, Entry>();

  constructor(parser: PythonParser, log: LogOutputChannel) {
    this.#parser = parser;
    this.#log = log;
  }

  of(document: TextDocument): Evaluated {
    const source = sourceOf(document);
    const { cell } = homeOf(document);
    const position = source.file.cells.findIndex(({ index }) => index === cell);
    return { evaluation: this.ofSource(source), isHere: (one) => one.cell === position };
  }

  /** Of a whole file or notebook; places count its cells as `file.cells` does. */
  ofSource({ place, file }: Source): Evaluation {
    return this.#cached(
      placeKey(place),
      file.cells.map(({ text }) => text),
    );
  }

  /** What `code` gives after the program before it has run; its own results are those of the last cell. */
  after(texts: readonly string[], code: string): Evaluation {
    return this.#evaluate([...texts, code]);
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  #cached(key: string, texts: readonly string[]): Evaluation {
    const known = this.#entries.get(key);
    if (known && sameTexts(known.texts, texts)) return known.evaluation;
    const evaluation = this.#evaluate(texts);
    this.#entries.set(key, { texts, evaluation });
    return evaluation;
  }

  #evaluate(texts: readonly string[]): Evaluation {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (length > MAX_LENGTH || !texts.some((text) => LIBRARIES.test(text))) return NOTHING;
    try {
      return evaluate(this.#parser, texts);
    } catch (error) {
      this.#log.error('The evaluation failed.', error instanceof Error ? error : String(error));
      return NOTHING;
    }
  }
}

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index]);
