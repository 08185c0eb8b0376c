// The linters we compare with, at fixed versions, installed into the cache folder and never into the project.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { installed } from '../../tools/installed.mjs';
import { makeCacheFolder } from '../../tools/places.mjs';
import { runOrThrow } from '../../tools/processes.mjs';

export const versions = { ruff: '0.17.4', flake8: '7.5.0', pylint: '4.1.4' };

/** @typedef {{ check(text: string): unknown[] }} RuffWorkspace */

/** Ruff's WebAssembly build with its default options. @returns {Promise<RuffWorkspace>} */
export async function ruff() {
  const name = '@astral-sh/ruff-wasm-nodejs';
  const folder = await installed(`bench-ruff-${versions.ruff}`, [`${name}@${versions.ruff}`]);
  const entry = path.join(folder, 'node_modules', name, 'ruff_wasm.js');
  const { Workspace, PositionEncoding } = createRequire(import.meta.url)(entry);
  return new Workspace(Workspace.defaultSettings(), PositionEncoding.Utf16);
}

/** A virtual environment with flake8 and pylint. @returns {Promise<string>} its Python */
export async function pythonTools() {
  const folder = path.join(makeCacheFolder(), `bench-python-${versions.flake8}-${versions.pylint}`);
  const python = path.join(
    folder,
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
  );
  const ready = path.join(folder, 'ready');
  if (existsSync(ready)) return python;
  await runOrThrow('python3', ['-m', 'venv', folder]);
  await runOrThrow(python, [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    `flake8==${versions.flake8}`,
    `pylint==${versions.pylint}`,
  ]);
  await writeFile(ready, '');
  return python;
}
