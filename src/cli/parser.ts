import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createParser, type PythonParser } from '../python/parser.ts';

/** Makes the parser from the two WebAssembly files that lie in `folder`. */
export async function loadParser(folder: string): Promise<PythonParser> {
  const [runtime, grammar] = await Promise.all([
    readFile(join(folder, 'web-tree-sitter.wasm')),
    readFile(join(folder, 'tree-sitter-python.wasm')),
  ]);
  return createParser({ runtime, grammar });
}
