import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createParser, type PythonParser } from '../../../src/python/parser.ts';

const require = createRequire(import.meta.url);

/** The parser over the WebAssembly files of the installed packages. */
export function loadParser(): Promise<PythonParser> {
  const runtime = readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'));
  const grammar = readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  return createParser({ runtime, grammar });
}
