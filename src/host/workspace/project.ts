import type { Uri } from 'vscode';
import type { FileReport } from '../../analysis/finding.ts';
import type { LintOptions, Project } from '../../analysis/project.ts';
import { Locator } from './locate.ts';
import type { Source } from './source.ts';

/** One folder's sources under analysis, and which of them the editor has open. */
export class FolderProject {
  readonly root: Uri;
  readonly #project: Project;
  readonly #sources = new Map<string, Source>();
  readonly #open = new Set<string>();
  readonly #unreadable = new Set<string>();
  #known: ReadonlySet<string> = new Set();

  constructor(root: Uri, project: Project) {
    this.root = root;
    this.#project = project;
  }

  get known(): ReadonlySet<string> {
    return this.#known;
  }

  get paths(): readonly string[] {
    return [...this.#sources.keys()];
  }

  get size(): number {
    return this.#sources.size;
  }

  source(path: string): Source | undefined {
    return this.#sources.get(path);
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  openPaths(): readonly string[] {
    return [...this.#open];
  }

  /** What the editor has goes before what is on disk. */
  setOpen(source: Source): void {
    this.#open.add(source.place.path);
    this.#set(source);
  }

  /** What is on disk; ignored while the editor has the source open. */
  setFromDisk(source: Source): void {
    if (!this.#open.has(source.place.path)) this.#set(source);
  }

  close(path: string): void {
    this.#open.delete(path);
  }

  remove(path: string): void {
    this.#sources.delete(path);
    this.#unreadable.delete(path);
    this.#project.remove(path);
  }

  /** It will not be asked for again until it changes. */
  markUnreadable(path: string): void {
    this.#unreadable.add(path);
  }

  setKnown(paths: Iterable<string>): void {
    this.#known = new Set(paths);
    this.#project.setKnownPaths(this.#known);
  }

  /** Sources that `path` depends on and that have not been read. */
  wanted(path: string): readonly string[] {
    return this.#project
      .wanted(path)
      .filter((want) => !this.#sources.has(want) && !this.#unreadable.has(want));
  }

  report(path: string, options: LintOptions): FileReport {
    return this.#project.report(path, options);
  }

  /** Valid until the next change of a text. */
  locator(): Locator {
    return new Locator(this.root, (path) => this.#sources.get(path));
  }

  #set(source: Source): void {
    this.#sources.set(source.place.path, source);
    this.#unreadable.delete(source.place.path);
    this.#project.set(source.file);
  }
}
