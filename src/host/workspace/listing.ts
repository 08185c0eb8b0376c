import { type CancellationToken, FileType, RelativePattern, Uri, workspace } from 'vscode';
import { isExcludedFolder } from '../../cli/lint/excluded.ts';
import { isSourcePath, pathWithin } from './place.ts';

const GLOB = '**/*.{py,ipynb}';

/** Enough for the largest repositories; beyond it imports of further files stay unknown. */
const MAX_PATHS = 50_000;

/**
 * The paths of all Python files and notebooks below a folder, with the user's `files.exclude` applied.
 * File systems without a search (virtual workspaces) are walked.
 */
export async function listSources(root: Uri, token: CancellationToken): Promise<string[]> {
  const found = await search(root, token);
  const paths = found.length > 0 ? found.map((uri) => pathWithin(root, uri)) : await walk(root, token);
  return paths.filter((path) => !isInExcludedFolder(path));
}

export const isInExcludedFolder = (path: string): boolean => path.split('/').some(isExcludedFolder);

async function search(root: Uri, token: CancellationToken): Promise<readonly Uri[]> {
  try {
    return await workspace.findFiles(new RelativePattern(root, GLOB), undefined, MAX_PATHS, token);
  } catch {
    return [];
  }
}

/** The sources directly in a folder: what a file outside every workspace folder can import. */
export async function listFolder(root: Uri): Promise<string[]> {
  const entries = await readFolder(root);
  return entries.flatMap(([name, type]) => (type & FileType.File && isSourcePath(name) ? [name] : []));
}

async function walk(root: Uri, token: CancellationToken): Promise<string[]> {
  const found: string[] = [];
  const folders = [''];
  for (let next = 0; next < folders.length && found.length < MAX_PATHS; next++) {
    if (token.isCancellationRequested) return found;
    const folder = folders[next] ?? '';
    for (const [name, type] of await readFolder(Uri.joinPath(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (type & FileType.Directory && !(type & FileType.SymbolicLink) && !isExcludedFolder(name))
        folders.push(path);
      else if (type & FileType.File && isSourcePath(name)) found.push(path);
    }
  }
  return found;
}

async function readFolder(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
