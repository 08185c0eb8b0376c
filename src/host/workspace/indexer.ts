import { type CancellationToken, CancellationTokenSource, type Disposable, type Uri } from 'vscode';
import { isSourcePath } from './place.ts';
import type { FolderProject } from './project.ts';
import type { Sources } from './sources.ts';

/** Beyond this many files only what open files import is read. */
const MAX_FILES = 5_000;
const BATCH = 50;

/** File systems where reading a file is no download. */
const NEAR: ReadonlySet<string> = new Set(['file', 'vscode-remote', 'vscode-test-web', 'memfs']);

/**
 * Reads the files that nobody imports but that may import what is open: a model's mistake is often made where it is used.
 * Once for each folder, the nearest to the open files first, in small steps.
 */
export class Indexer implements Disposable {
  readonly #sources: Sources;
  readonly #started = new WeakSet<FolderProject>();
  readonly #closing = new CancellationTokenSource();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** @returns whether there was anything new */
  async run(root: Uri, tell: (left: number) => void): Promise<boolean> {
    const project = this.#sources.project(root);
    if (this.#started.has(project) || !NEAR.has(root.scheme)) return false;
    this.#started.add(project);
    await this.#sources.list(root);
    return this.#read(root, tell, this.#closing.token);
  }

  async #read(root: Uri, tell: (left: number) => void, token: CancellationToken): Promise<boolean> {
    const project = this.#sources.project(root);
    const open = project.openPaths();
    const unread = [...project.known].filter((path) => isSourcePath(path) && !project.source(path));
    const ordered = byNearness(unread, open).slice(0, MAX_FILES);
    for (let at = 0; at < ordered.length && !token.isCancellationRequested; at += BATCH) {
      tell(ordered.length - at);
      await Promise.all(ordered.slice(at, at + BATCH).map((path) => this.#sources.ensure({ root, path })));
    }
    return ordered.length > 0;
  }

  dispose(): void {
    this.#closing.cancel();
  }
}

/** Paths that share more folders with an open one first. */
export function byNearness(paths: readonly string[], open: readonly string[]): readonly string[] {
  const opened = open.map((path) => path.split('/').slice(0, -1));
  const distance = (path: string): number => {
    const folders = path.split('/').slice(0, -1);
    return Math.min(...opened.map((other) => steps(folders, other)), Number.MAX_SAFE_INTEGER);
  };
  return paths
    .map((path) => ({ path, distance: distance(path) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ path }) => path);
}

/** How many folders up and down lie between two. */
function steps(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return a.length + b.length - 2 * shared;
}
