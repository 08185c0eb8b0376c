import { readFileSync } from 'node:fs';
import { createParser, type PythonParser } from '../../../src/python/parser.ts';
import { root } from '../repo/sources.ts';

/** The parser's WebAssembly. */
export const parserBytes = (): Uint8Array => readFileSync(`${root}src/python/syntax/parser.wasm`);

/** The parser over it. */
export const loadParser = (): Promise<PythonParser> => createParser(parserBytes());
