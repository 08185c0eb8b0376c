import type { TextDocument } from 'vscode';
import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  EventEmitter,
  type Uri,
  workspace,
} from 'vscode';
import type { Project } from '../../analysis/project.ts';
import { listFolder, listSources } from './listing.ts';
import type { Place } from './place.ts';
import { FolderProject } from './project.ts';
import { readSource } from './read.ts';
import { type Source, sourceOf } from './source.ts';

/** Files read at once. */
const BATCH = 32;

/** How far the reading of a folder's files is. */
export interface Progress {
  readonly reading: number;
}

/**
 * Every project in the window, one a folder, and the texts in them. Paths are listed once, texts are read when the analysis
 * wants them.
 */
export class Sources implements Disposable {
  readonly #create: () => Project;
  readonly #projects = new Map<string, FolderProject>();
  readonly #listings = new Map<string, Promise<void>>();
  readonly #changed = new EventEmitter<Place>();
  readonly #closing = new CancellationTokenSource();

  /** The text of a source changed, in the editor or on disk. */
  readonly onDidChange = this.#changed.event;

  constructor(create: () => Project) {
    this.#create = create;
  }

  get projects(): readonly FolderProject[] {
    return [...this.#projects.values()];
  }

  project(root: Uri): FolderProject {
    const key = root.toString();
    const known = this.#projects.get(key);
    if (known) return known;
    const made = new FolderProject(root, this.#create());
    this.#projects.set(key, made);
    return made;
  }

  /** The project with the document's present text in it. */
  projectWith(document: TextDocument): FolderProject {
    const source = sourceOf(document);
    const project = this.project(source.place.root);
    project.setOpen(source);
    return project;
  }

  update(source: Source): void {
    this.project(source.place.root).setOpen(source);
    this.#changed.fire(source.place);
  }

  /** The editor no longer has it: what is on disk counts again. */
  async close(place: Place): Promise<void> {
    this.project(place.root).close(place.path);
    await this.refresh(place);
  }

  /** Reads a source that is not open again; forgets it when it is gone. */
  async refresh(place: Place): Promise<void> {
    const project = this.project(place.root);
    if (project.isOpen(place.path)) return;
    const source = await readSource(place);
    // It may have been opened while it was read.
    if (project.isOpen(place.path)) return;
    if (source) project.setFromDisk(source);
    else project.remove(place.path);
    this.#changed.fire(place);
  }

  /** Adds or drops a path of which imports may now resolve differently. */
  setExists(place: Place, exists: boolean): void {
    const project = this.project(place.root);
    if (project.known.has(place.path) === exists) return;
    const known = new Set(project.known);
    if (exists) known.add(place.path);
    else known.delete(place.path);
    project.setKnown(known);
  }

  /** Lists the folder's paths, once. */
  list(root: Uri): Promise<void> {
    const key = root.toString();
    const listing = this.#listings.get(key) ?? this.#list(root);
    this.#listings.set(key, listing);
    return listing;
  }

  async #list(root: Uri): Promise<void> {
    const inWorkspace = workspace.workspaceFolders?.some(({ uri }) => uri.toString() === root.toString());
    const paths = inWorkspace ? await listSources(root, this.#closing.token) : await listFolder(root);
    this.project(root).setKnown(paths);
  }

  /** Reads everything that the report of `place` depends on. */
  async load(
    { root, path }: Place,
    token: CancellationToken,
    tell: (progress: Progress) => void,
  ): Promise<void> {
    await this.list(root);
    const project = this.project(root);
    let wanted = project.wanted(path);
    while (wanted.length > 0 && !token.isCancellationRequested) {
      tell({ reading: wanted.length });
      await Promise.all(wanted.slice(0, BATCH).map((want) => this.#read(project, want)));
      wanted = project.wanted(path);
    }
  }

  /** Reads one source, unless it has been read. */
  async ensure({ root, path }: Place): Promise<void> {
    const project = this.project(root);
    if (!project.source(path)) await this.#read(project, path);
  }

  async #read(project: FolderProject, path: string): Promise<void> {
    const source = await readSource({ root: project.root, path });
    if (source) project.setFromDisk(source);
    else project.markUnreadable(path);
  }

  /** Drops a folder that left the workspace, and what is shown of its files. */
  forget(root: Uri): void {
    const paths = this.project(root).paths;
    this.#projects.delete(root.toString());
    this.#listings.delete(root.toString());
    for (const path of paths) this.#changed.fire({ root, path });
  }

  dispose(): void {
    this.#closing.cancel();
    this.#changed.dispose();
  }
}
