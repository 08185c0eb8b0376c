// The Python files that are measured: those of the folders given, else PyTorch's own sources, else Python's standard library.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../tools/processes.mjs';

/** @typedef {{ file: string, text: string, bytes: number }} Source */

const find = `
import importlib.util, sysconfig
torch = importlib.util.find_spec("torch")
print(torch.submodule_search_locations[0] if torch else sysconfig.get_paths()["stdlib"])
`;

/** @returns {Promise<string>} PyTorch's folder, or the standard library's */
export async function defaultFolder() {
  for (const python of ['/usr/bin/python3', 'python3', 'python']) {
    const outcome = await run(python, ['-c', find], { timeoutMs: 60_000 }).catch(() => undefined);
    if (outcome?.code === 0) return outcome.stdout.trim();
  }
  throw new Error('No Python was found: name folders with Python files as arguments.');
}

/** @param {string} folder @returns {string[]} */
const pythonFiles = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();

/** The files as text; those that are not UTF-8 are left out, since not every tool takes them. @param {readonly string[]} folders */
export function readSources(folders) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return folders.flatMap(pythonFiles).flatMap((file) => {
    const bytes = readFileSync(file);
    try {
      return [{ file, text: decoder.decode(bytes), bytes: bytes.length }];
    } catch {
      return [];
    }
  });
}

/** @param {readonly Source[]} sources */
export const megabytes = (sources) => sources.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;

/**
 * Every k-th file, so that slow tools end in minutes: at most about `limit` megabytes, spread over all of them.
 * @param {readonly Source[]} sources
 * @param {number} limit
 */
export function sample(sources, limit) {
  const step = Math.max(1, Math.ceil(megabytes(sources) / limit));
  return sources.filter((_, index) => index % step === 0);
}
