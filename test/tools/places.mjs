// Where things are: the repository, the cache outside it, and fresh temporary folders that go away at the end.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A path inside the repository. */
export const inRepo = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);

/**
 * The folder for large downloads (the embedded VS Code), shared by all clones. `LOSS_INSPECTOR_CACHE` overrides it.
 * @returns {string}
 */
export function cacheFolder() {
  const { LOSS_INSPECTOR_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (LOSS_INSPECTOR_CACHE) return path.resolve(LOSS_INSPECTOR_CACHE);
  if (process.platform === 'win32')
    return path.join(LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'loss-inspector');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'loss-inspector');
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'loss-inspector');
}

/**
 * The cache folder, made; an error says which variable moves it when it cannot be written.
 * @returns {string}
 */
export function makeCacheFolder() {
  const folder = cacheFolder();
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Error(
      `The cache folder ${folder} cannot be made (${String(error)}). Set LOSS_INSPECTOR_CACHE to a folder that can be written.`,
    );
  }
  return folder;
}

/** @type {string[]} */
const temporary = [];

/**
 * A new empty folder, removed when this process ends.
 * @param {string} name part of the folder's name
 */
export function freshFolder(name) {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), `loss-inspector-${name}-`)));
  if (temporary.length === 0) process.on('exit', removeTemporary);
  temporary.push(folder);
  return folder;
}

function removeTemporary() {
  for (const folder of temporary) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A process that is just ending may still write there; the system clears its temporary folder itself.
    }
  }
}
