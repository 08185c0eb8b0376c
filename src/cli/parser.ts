import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createParser, type PythonParser } from '../python/parser.ts';

/** Makes the parser from the WebAssembly file that lies in `folder`. */
export const loadParser = async (folder: string): Promise<PythonParser> =>
  createParser(await readFile(join(folder, 'parser.wasm')));
