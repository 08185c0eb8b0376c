import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ExitCode } from '../../../src/cli/io.ts';
import { run } from '../../../src/cli/run.ts';

/** What a command line printed and how it ended. */
export interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

const resolve = createRequire(import.meta.url).resolve;
let wasmFolder: string | undefined;
afterAll(() => {
  if (wasmFolder !== undefined) rmSync(wasmFolder, { recursive: true, force: true });
  wasmFolder = undefined;
});

/** The parser's two files beside each other, as in `dist`. */
function parserFiles(): string {
  if (wasmFolder !== undefined) return wasmFolder;
  wasmFolder = mkdtempSync(join(tmpdir(), 'loss-inspector-wasm-'));
  for (const file of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm'])
    copyFileSync(resolve(file), join(wasmFolder, file.split('/')[1] ?? ''));
  return wasmFolder;
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

/** Runs a command line in a folder. */
export async function cli(cwd: string, argv: readonly string[], stdin = ''): Promise<Outcome> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(argv, {
    cwd,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: once(stdin),
    wasmFolder: parserFiles(),
    colour: false,
  });
  return { code, out: out.join(''), err: err.join('') };
}
