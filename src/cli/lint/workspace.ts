import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { UsageError } from '../io.ts';
import { toSlashes } from '../paths.ts';
import { discover } from './discover.ts';

/** A folder whose files are analysed together, so that imports between them resolve. Paths are relative to `root`. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  /** What to report on. */
  readonly targets: readonly string[];
  /** Everything that could be imported, the targets included. */
  readonly known: readonly string[];
  /** The targets that were named one by one, not found in a folder. */
  readonly named: ReadonlySet<string>;
}

interface Target {
  readonly path: string;
  readonly root: string;
  readonly isFolder: boolean;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

function toTarget(argument: string, cwd: string): Target {
  const path = resolve(cwd, argument);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`${argument}: no such file or folder.`);
  const isFolder = stats.isDirectory();
  const home = isFolder ? path : dirname(path);
  return { path, root: isInside(cwd, path) ? cwd : home, isFolder };
}

/**
 * The files that the arguments mean, in workspaces: one for all that lies below the working folder, and one for each
 * argument elsewhere. Throws UsageError for a path that does not exist.
 */
export function workspacesOf(
  paths: readonly string[],
  cwd: string,
  respectIgnoreFiles: boolean,
): Workspace[] {
  const targets = (paths.length > 0 ? paths : ['.']).map((path) => toTarget(path, cwd));
  return [...new Set(targets.map(({ root }) => root))].map((root) =>
    toWorkspace(
      root,
      targets.filter((target) => target.root === root),
      respectIgnoreFiles,
    ),
  );
}

function toWorkspace(root: string, targets: readonly Target[], respectIgnoreFiles: boolean): Workspace {
  const inRoot = (path: string) => toSlashes(relative(root, path));
  const files = targets.flatMap(({ path, isFolder }) =>
    isFolder ? discover(path, respectIgnoreFiles) : [path],
  );
  const whole = targets.some(({ path }) => path === root);
  const around = whole ? [] : discover(root, respectIgnoreFiles, MOST_FOLDERS_AROUND);
  return {
    root,
    targets: [...new Set(files.map(inRoot))],
    known: [...new Set([...files, ...around].map(inRoot))],
    named: new Set(targets.filter(({ isFolder }) => !isFolder).map(({ path }) => inRoot(path))),
  };
}

/** Someone who lints one file from their home folder does not want all of it read. */
const MOST_FOLDERS_AROUND = 2_000;

export const absolutePath = (workspace: Workspace, path: string): string => join(workspace.root, path);
