import { setIn } from '../collect.ts';
import type { ImportLine } from '../workspace/imports.ts';
import type { PathIndex } from '../workspace/resolve.ts';
import { type FileStatements, readFile, saysTheSame } from './file.ts';
import { knownFrom } from './known.ts';
import { Marks } from './marks.ts';
import { quotesLoss, saysExponential, tellsScale } from './seeds.ts';
import type { Statement } from './statement.ts';
import { methodMarks } from './watched.ts';

/** The texts of a workspace, as far as relevance is read off them. */
export interface Texts {
  index(): PathIndex;
  paths(): Iterable<string>;
  text(path: string): string;
  importLines(path: string): readonly ImportLine[];
  /** The texts of the top-level statements. */
  statements(path: string): readonly string[];
  /** The files that import this one directly. */
  importersOf(path: string): Iterable<string>;
}

/** Texts of statements by file: those worth running, and those that look at something as a loss does. */
interface Decision {
  readonly relevant: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sinks: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Which files, and which top-level statements, are worth running: those that may give a value a scale and look at it as a
 * loss does, by themselves or through what they mention. Running any other brings nothing to light: whatever it does is
 * done again where something relevant calls it.
 */
export class Relevance {
  readonly #texts: Texts;
  readonly #files = new Map<string, FileStatements>();
  /** Whether the text of a file that is not read may bear a mark by itself. */
  readonly #seeds = new Map<string, boolean>();
  #marks: Marks | undefined;
  #decided: Decision | undefined;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** The text of a file is another one; `imports` tells whether what it imports may be different too. */
  changed(path: string, imports: boolean): void {
    this.#decided = undefined;
    const before = this.#files.get(path);
    const seeded = this.#seeds.get(path) === true;
    this.#seeds.delete(path);
    if (before === undefined) {
      if (imports || seeded || this.#maySeed(path)) this.#marks = undefined;
      return;
    }
    const read = this.#read(path, before);
    this.#files.set(path, read);
    if (imports || !saysTheSame(before, read)) this.#marks = undefined;
  }

  /** Other files are there than before. */
  forget(): void {
    this.#decided = undefined;
    this.#seeds.clear();
    this.#files.clear();
    this.#marks = undefined;
  }

  /** Decides for all files, and lets go of what it was decided by: for when no text changes for long. */
  decide(): void {
    const decided = { relevant: new Map<string, Set<string>>(), sinks: new Map<string, Set<string>>() };
    const marks = this.#current;
    for (const [path, { byText }] of this.#files)
      for (const [text, statement] of byText) {
        if (marks.concerns(statement)) setIn(decided.relevant, path).add(text);
        if (marks.isSink(statement)) setIn(decided.sinks, path).add(text);
      }
    this.forget();
    this.#decided = decided;
  }

  /** Whether any statement of a file is worth running. */
  hasRelevant(path: string): boolean {
    if (this.#decided !== undefined) return this.#decided.relevant.has(path);
    const marks = this.#current;
    return marks.reached(path) && [...this.#file(path).byText.values()].some((each) => marks.concerns(each));
  }

  /** Whether a top-level statement of a file is worth running. */
  isRelevant(path: string, text: string): boolean {
    if (this.#decided !== undefined) return this.#decided.relevant.get(path)?.has(text) === true;
    const statement = this.#statement(path, text);
    return statement !== undefined && this.#current.concerns(statement);
  }

  /** Whether a top-level statement of a file looks at something as a loss does. */
  isSink(path: string, text: string): boolean {
    if (this.#decided !== undefined) return this.#decided.sinks.get(path)?.has(text) === true;
    const statement = this.#statement(path, text);
    return statement !== undefined && this.#current.isSink(statement);
  }

  #statement(path: string, text: string): Statement | undefined {
    return this.#current.reached(path) ? this.#file(path).byText.get(text) : undefined;
  }

  get #current(): Marks {
    this.#marks ??= new Marks(
      [...this.#texts.paths()].filter((path) => this.#maySeed(path)),
      (path) => this.#file(path),
      (path) => this.#texts.importersOf(path),
    );
    return this.#marks;
  }

  #maySeed(path: string): boolean {
    const read = this.#files.get(path);
    if (read !== undefined) return [...read.byText.values()].some(({ marks }) => marks !== 0);
    const known = this.#seeds.get(path);
    if (known !== undefined) return known;
    const seeds = maySeed(this.#texts.text(path), this.#texts.importLines(path));
    this.#seeds.set(path, seeds);
    return seeds;
  }

  #file(path: string): FileStatements {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const read = this.#read(path);
    this.#files.set(path, read);
    return read;
  }

  #read(path: string, before?: FileStatements): FileStatements {
    const [statements, lines] = [this.#texts.statements(path), this.#texts.importLines(path)];
    return readFile({ path, statements, lines }, this.#texts.index(), before);
  }
}

/** Whether anything in a text with these import lines may bear a mark by itself. */
const maySeed = (text: string, lines: readonly ImportLine[]): boolean =>
  knownFrom(lines).frameworks.size > 0 ||
  saysExponential(text) ||
  tellsScale(text) ||
  quotesLoss(text) ||
  methodMarks(text) !== 0;
