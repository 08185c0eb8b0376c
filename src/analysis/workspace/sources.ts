import { blankMagics } from '../../python/magics.ts';
import type { PythonParser } from '../../python/parser.ts';
import { listIn } from '../collect.ts';
import type { SourceFile } from '../project.ts';
import { Relevance } from '../relevance/relevance.ts';
import type { Unit } from '../site.ts';
import { type ImportLine, importedPaths, importLines } from './imports.ts';
import { PathIndex } from './resolve.ts';
import { type CellText, emptyFile, type SplitFile, splitFile, unitTexts } from './units.ts';

/** The texts of a workspace, what they import, and their statements; each worked out when first asked for. */
export class Sources {
  readonly #parser: PythonParser;
  readonly #files = new Map<string, SourceFile>();
  readonly #split = new Map<string, SplitFile>();
  readonly #unsplit = new Set<string>();
  readonly #lines = new Map<string, readonly ImportLine[]>();
  readonly #imports = new Map<string, ReadonlySet<string>>();
  #importers: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #allImporters = new Map<string, readonly string[]>();
  readonly #everyFile: boolean;
  readonly #relevance: Relevance;
  #known: readonly string[] = [];
  #index: PathIndex | undefined;

  /** @param everyFile whether also what no loss can be reached from is run: then nothing is decided by what a text says */
  constructor(parser: PythonParser, everyFile: boolean) {
    this.#parser = parser;
    this.#everyFile = everyFile;
    this.#relevance = new Relevance({
      index: () => this.index,
      paths: () => this.#files.keys(),
      text: (path) => this.#textOf(path),
      importLines: (path) => this.#importLines(path),
      statements: (path) => this.#statementsOf(path),
      importersOf: (path) => this.#directImporters.get(path) ?? [],
    });
  }

  /** What changed: nothing, a text, or which files there are. */
  set(file: SourceFile): 'nothing' | 'text' | 'paths' {
    const before = this.#files.get(file.path);
    if (before !== undefined && sameText(before, file)) return 'nothing';
    const isNew = before === undefined && !this.index.has(file.path);
    const split = this.#split.get(file.path);
    this.#files.set(file.path, file);
    this.#unsplit.add(file.path);
    if (isNew) this.#forgetPaths();
    else
      this.#changed(file.path, split === undefined || changesImports(split.units, this.unitsOf(file.path)));
    return isNew && file.path.endsWith('.py') ? 'paths' : 'text';
  }

  /** Decides what is worth running once for all, until a text changes. */
  decideRelevance(): void {
    if (this.#everyFile) return;
    this.#relevance.decide();
    // What they import is known by now.
    this.#lines.clear();
  }

  /** Whether anything in a file is worth running. */
  hasRelevant(path: string): boolean {
    return this.#everyFile || this.#relevance.hasRelevant(path);
  }

  /** Whether a statement is worth running for itself. */
  isRelevant({ file, text }: Unit): boolean {
    return this.#everyFile || this.#relevance.isRelevant(file, text);
  }

  /** Whether what a statement defines is something that a rule looks at. */
  isSink({ file, text }: Unit): boolean {
    return this.#everyFile || this.#relevance.isSink(file, text);
  }

  /** Whether the file was there. */
  remove(path: string): boolean {
    if (!this.#files.delete(path)) return false;
    for (const unit of this.#split.get(path)?.units ?? []) unit.alive = false;
    this.#split.delete(path);
    this.#forgetPaths();
    return true;
  }

  setKnownPaths(paths: Iterable<string>): void {
    this.#known = [...paths];
    this.#forgetPaths();
  }

  #forgetPaths(): void {
    this.#index = undefined;
    this.#lines.clear();
    this.#imports.clear();
    this.#forgetGraph();
    this.#relevance.forget();
  }

  #changed(path: string, imports: boolean): void {
    if (imports) {
      this.#lines.delete(path);
      this.#imports.delete(path);
      this.#forgetGraph();
    }
    this.#relevance.changed(path, imports);
  }

  #forgetGraph(): void {
    this.#importers = undefined;
    this.#allImporters.clear();
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  file(path: string): SourceFile | undefined {
    return this.#files.get(path);
  }

  get index(): PathIndex {
    this.#index ??= new PathIndex([...this.#known, ...this.#files.keys()].sort());
    return this.#index;
  }

  unitsOf(path: string): readonly Unit[] {
    const known = this.#split.get(path) ?? emptyFile;
    if (!this.#unsplit.delete(path)) return known.units;
    const split = splitFile(this.#parser, path, this.#cellsOf(path), known);
    for (const unit of split.units) unit.siblings = split.units;
    this.#split.set(path, split);
    return split.units;
  }

  /** The texts of its top-level statements, without parsing. */
  #statementsOf(path: string): readonly string[] {
    const split = this.#unsplit.has(path) ? undefined : this.#split.get(path);
    if (split !== undefined) return split.units.map(({ text }) => text);
    return this.#cellsOf(path).flatMap(({ text }) => unitTexts(text));
  }

  #cellsOf(path: string): CellText[] {
    return (this.#files.get(path)?.cells ?? []).map(({ index, text }) => ({
      cell: index,
      text: index === null ? text : blankMagics(text),
    }));
  }

  #textOf(path: string): string {
    return (this.#files.get(path)?.cells ?? []).map((cell) => cell.text).join('\n');
  }

  #importLines(path: string): readonly ImportLine[] {
    const known = this.#lines.get(path);
    if (known !== undefined) return known;
    const found = importLines(this.#textOf(path));
    this.#lines.set(path, found);
    return found;
  }

  importsOf(path: string): ReadonlySet<string> {
    const known = this.#imports.get(path);
    if (known !== undefined) return known;
    const found = importedPaths(this.#importLines(path), path, this.index);
    this.#imports.set(path, found);
    return found;
  }

  /** Lets go of the statements of a file until somebody asks for them. */
  release(path: string): void {
    if (this.#split.delete(path)) this.#unsplit.add(path);
  }

  /** Every file that `paths` import, directly or through others, these first. */
  reachable(paths: Iterable<string>): readonly string[] {
    const seen = new Set(paths);
    for (const at of seen) for (const next of this.importsOf(at)) seen.add(next);
    return [...seen];
  }

  /** Every file that imports `path`, directly or through others, the nearest first. */
  importersOf(path: string): readonly string[] {
    const known = this.#allImporters.get(path);
    if (known !== undefined) return known;
    const [, ...importers] = this.withImporters([path]);
    this.#allImporters.set(path, importers);
    return importers;
  }

  /** The files that import each other with this one, it too; none where it is in no such cycle. */
  cycleOf(path: string): readonly string[] {
    const importers = new Set(this.importersOf(path));
    const others = this.reachable([path]).filter((at) => importers.has(at));
    return others.length > 0 ? [path, ...others] : [];
  }

  /** The files, and every file that imports one of them, directly or through others. */
  withImporters(paths: Iterable<string>): ReadonlySet<string> {
    const seen = new Set(paths);
    for (const at of seen) for (const importer of this.#directImporters.get(at) ?? []) seen.add(importer);
    return seen;
  }

  get #directImporters(): ReadonlyMap<string, readonly string[]> {
    this.#importers ??= this.#reversed();
    return this.#importers;
  }

  #reversed(): ReadonlyMap<string, readonly string[]> {
    const reverse = new Map<string, string[]>();
    for (const source of [...this.#files.keys()].sort())
      for (const target of this.importsOf(source)) listIn(reverse, target).push(source);
    return reverse;
  }
}

function sameText(a: SourceFile, b: SourceFile): boolean {
  const equal = (cell: SourceFile['cells'][number], i: number) =>
    cell.index === b.cells[i]?.index && cell.text === b.cells[i]?.text;
  return a.cells.length === b.cells.length && a.cells.every(equal);
}

/** Whether a statement that imports has come or gone. */
function changesImports(before: readonly Unit[], after: readonly Unit[]): boolean {
  const old = new Set(before);
  const changed = [...before.filter(({ alive }) => !alive), ...after.filter((unit) => !old.has(unit))];
  return changed.some(({ text }) => text.includes('import'));
}
