import type { FileReport, Finding, Severity } from './finding.ts';

/** One source as the analysis takes it: a Python file is one cell with index null. */
export interface SourceFile {
  /** A `/`-separated path relative to the workspace folder; import resolution works on these. */
  readonly path: string;
  readonly cells: readonly { readonly index: number | null; readonly text: string }[];
}

export interface FileFindings {
  readonly path: string;
  readonly findings: readonly Finding[];
}

export interface LintOptions {
  /** Per-rule severity; `off` silences. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  /** What is below is silent; by default nothing is. */
  readonly least?: Severity;
}

/**
 * A set of sources under analysis. Pure: it is told of texts and asked for reports; it reads nothing by itself.
 * Incremental: `set` with the same text is free, and `report` re-analyses only what a change can affect.
 */
export interface Project {
  set(file: SourceFile): void;
  remove(path: string): void;
  /** Every path in the workspace that could be imported, so that imports resolve before their text is known. */
  setKnownPaths(paths: Iterable<string>): void;
  /** Known paths that `paths` need (transitively import) and whose text has not been set. */
  wanted(...paths: readonly string[]): readonly string[];
  /** What is found in a file, by itself and by what the files that import it do with it: the nearest hundred of them. */
  report(path: string, options?: LintOptions): FileReport;
  /**
   * The findings in many files, in the order in which they are settled: each once, as `report` gives them, and by whatever
   * any file that imports them does. What is no longer needed is let go of on the way. Nothing may be set or asked for
   * until the last file has come.
   */
  findings(paths: Iterable<string>, options?: LintOptions): Iterable<FileFindings>;
}

/** Implemented in `create.ts`. The parser is made by `python/parser.ts` from the bytes of its WebAssembly file. */
export type CreateProject<Parser> = (parser: Parser) => Project;
