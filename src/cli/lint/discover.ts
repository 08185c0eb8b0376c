import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toSlashes } from '../paths.ts';
import { isExcludedFolder } from './excluded.ts';
import { type IgnoreFile, isIgnored, parseIgnoreFile } from './ignore.ts';

const isPythonSource = (name: string): boolean => name.endsWith('.py') || name.endsWith('.ipynb');

/** What one walk carries along. */
interface Walk {
  readonly respectIgnoreFiles: boolean;
  readonly found: string[];
  foldersLeft: number;
}

/**
 * Python files and notebooks below a folder, absolute and in a fixed order. Links to folders are not followed.
 * @param mostFolders how many folders are opened before the walk ends
 */
export function discover(
  folder: string,
  respectIgnoreFiles: boolean,
  mostFolders = Number.POSITIVE_INFINITY,
): string[] {
  const walk: Walk = { respectIgnoreFiles, found: [], foldersLeft: mostFolders };
  visit(folder, respectIgnoreFiles ? inheritedIgnoreFiles(folder) : [], walk);
  return walk.found;
}

function visit(folder: string, inherited: readonly IgnoreFile[], walk: Walk): void {
  if (walk.foldersLeft-- <= 0) return;
  const ignores = walk.respectIgnoreFiles ? [...inherited, ...ignoreFileIn(folder)] : inherited;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (isFolder ? isSkippedFolder(path, entry.name) : !isPythonFile(path, entry)) continue;
    if (isIgnored(ignores, toSlashes(path), isFolder)) continue;
    if (isFolder) visit(path, ignores, walk);
    else walk.found.push(path);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // A folder we may not open holds nothing we may lint.
    return [];
  }
}

function isPythonFile(path: string, entry: Dirent): boolean {
  if (!isPythonSource(entry.name)) return false;
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

const isSkippedFolder = (path: string, name: string): boolean =>
  isExcludedFolder(name) || existsSync(join(path, 'pyvenv.cfg'));

function ignoreFileIn(folder: string): IgnoreFile[] {
  try {
    return [parseIgnoreFile(toSlashes(folder), readFileSync(join(folder, '.gitignore'), 'utf8'))];
  } catch {
    return [];
  }
}

/** The `.gitignore` files above a folder, up to the root of its repository, outermost first. */
function inheritedIgnoreFiles(folder: string): IgnoreFile[] {
  const files: IgnoreFile[] = [];
  for (let at = folder; !existsSync(join(at, '.git')); ) {
    const above = dirname(at);
    if (above === at) return [];
    files.unshift(...ignoreFileIn(above));
    at = above;
  }
  return files;
}
