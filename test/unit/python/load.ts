import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createParser, type ParserBytes, type PythonParser } from '../../../src/python/parser.ts';

const require = createRequire(import.meta.url);

/** The WebAssembly files of the installed packages. */
export function parserBytes(): ParserBytes {
  const runtime = readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'));
  const grammar = readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  return { runtime, grammar };
}

/** The parser over them. */
export const loadParser = (): Promise<PythonParser> => createParser(parserBytes());
