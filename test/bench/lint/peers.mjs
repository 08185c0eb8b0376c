// The linters we compare with, at fixed versions, installed into the cache folder and never into the project.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeCacheFolder } from '../../tools/places.mjs';
import { npm, runOrThrow } from '../../tools/processes.mjs';

export const versions = { ruff: '0.17.4', flake8: '7.5.0', pylint: '4.1.4' };

/** @typedef {{ check(text: string): unknown[] }} RuffWorkspace */

/** Ruff's WebAssembly build with its default options. @returns {Promise<RuffWorkspace>} */
export async function ruff() {
  const folder = path.join(makeCacheFolder(), `bench-ruff-${versions.ruff}`);
  const entry = path.join(folder, 'node_modules', '@astral-sh', 'ruff-wasm-nodejs', 'ruff_wasm.js');
  if (!existsSync(entry)) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{"private":true}');
    await npm(
      [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        `@astral-sh/ruff-wasm-nodejs@${versions.ruff}`,
      ],
      {
        cwd: folder,
      },
    );
  }
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
