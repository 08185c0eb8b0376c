import { listIn } from '../collect.ts';
/** The paths of a workspace, and which of them an import means. */
export class PathIndex {
  readonly #files = new Set<string>();
  /** Every folder that holds a Python file, with a `/` at its end. */
  readonly #folders = new Set<string>();
  /** Every name in a path: no import of another name means a file. */
  readonly #segments = new Set<string>();
  /** Files by the last part of their module's name. */
  readonly #byName = new Map<string, string[]>();
  /** What was resolved, by the folder of the importing file: an import inside a function is met at every call. */
  readonly #resolved = new Map<string, Map<string, string | undefined>>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) this.#add(path);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The files directly in a folder whose path ends in `/`. */
  filesIn(folder: string): readonly string[] {
    return [...this.#files].filter((path) => path.startsWith(folder) && !path.includes('/', folder.length));
  }

  #add(path: string): void {
    if (!path.endsWith('.py') || this.#files.has(path)) return;
    this.#files.add(path);
    for (const segment of path.slice(0, -3).split('/')) this.#segments.add(segment);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at + 1);
      if (this.#folders.has(folder)) break;
      this.#folders.add(folder);
    }
    listIn(this.#byName, moduleName(path)).push(path);
  }

  /**
   * The file (or, for a package without `__init__.py`, the folder with a final `/`) that `name` means when it is imported
   * in `from`. `level` counts the leading dots. Absolute names are looked for beside the file, then upwards, as a script
   * run from either place would find them; last, anywhere in the workspace, where only one place fits best.
   */
  resolve(from: string, name: string, level: number): string | undefined {
    const folder = folderOf(from);
    const known = this.#resolved.get(folder) ?? new Map<string, string | undefined>();
    this.#resolved.set(folder, known);
    const key = '.'.repeat(level) + name;
    if (!known.has(key)) known.set(key, this.#search(folder, name, level, undefined));
    const found = known.get(key);
    // A file that bears the name of what it imports means another one.
    return found === from && level === 0 ? this.#search(folder, name, level, from) : found;
  }

  #search(folder: string, name: string, level: number, except: string | undefined): string | undefined {
    const parts = name === '' ? [] : name.split('.');
    const isNowhere = level === 0 && name === '';
    if (isNowhere || !parts.every((part) => this.#segments.has(part))) return undefined;
    if (level > 0) return this.#at(ascend(folder, level - 1), parts);
    for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
      const found = this.#at(at, parts) ?? this.#at(`${at}src/`, parts);
      if (found !== undefined && found !== except) return found;
    }
    return this.#anywhere(folder, parts, except);
  }

  #at(folder: string | undefined, parts: readonly string[]): string | undefined {
    if (folder === undefined) return undefined;
    const path = folder + parts.join('/');
    if (parts.length > 0 && this.#files.has(`${path}.py`)) return `${path}.py`;
    const inner = parts.length === 0 ? folder : `${path}/`;
    if (this.#files.has(`${inner}__init__.py`)) return `${inner}__init__.py`;
    return this.#folders.has(inner) || (inner === '' && parts.length === 0) ? inner || undefined : undefined;
  }

  #anywhere(folder: string, parts: readonly string[], except: string | undefined): string | undefined {
    const last = parts.at(-1);
    if (last === undefined) return undefined;
    const ends = [`/${parts.join('/')}.py`, `/${parts.join('/')}/__init__.py`];
    const fitting = (this.#byName.get(last) ?? []).filter((path) =>
      ends.some((end) => `/${path}`.endsWith(end)),
    );
    const [best, second] = fitting
      .filter((path) => path !== except)
      .map((path) => ({ path, shared: sharedFolders(folderOf(path), folder) }))
      .sort((a, b) => b.shared - a.shared);
    return best !== undefined && best.shared !== second?.shared ? best.path : undefined;
  }
}

/** The folder of a path with a final `/`, or '' at the root. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Undefined at the root, whether it is written as '' or as '/'. */
function parentOf(folder: string): string | undefined {
  const parent = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return parent === folder ? undefined : parent;
}

function ascend(folder: string, levels: number): string | undefined {
  let at: string | undefined = folder;
  for (let i = 0; i < levels && at !== undefined; i++) at = parentOf(at);
  return at;
}

function moduleName(path: string): string {
  const parts = path.slice(0, -3).split('/');
  const last = parts.at(-1) ?? '';
  return last === '__init__' ? (parts.at(-2) ?? '') : last;
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length && left[count] === right[count] && left[count] !== '') count++;
  return count;
}
