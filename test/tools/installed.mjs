// Packages of npm at fixed versions, installed once into a folder of the cache and never into the project.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeCacheFolder } from './places.mjs';
import { npm } from './processes.mjs';

/**
 * @param {string} name of the folder in the cache; with the versions in it
 * @param {readonly string[]} packages `name@version`
 * @returns {Promise<string>} the folder, which has node_modules
 */
export async function installed(name, packages) {
  const folder = path.join(makeCacheFolder(), name);
  // An installation that was interrupted is done again.
  const ready = path.join(folder, 'ready');
  if (existsSync(ready)) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  const options = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  await npm(['install', ...options, ...packages], { cwd: folder });
  await writeFile(ready, '');
  return folder;
}
