// What src/python/syntax/parser.wasm was built from. The build writes it down, and a unit test compares: a source that changed, or
// a grammar of another version, asks for a new build.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { inRepo } from '../tools/places.mjs';

export const nativeFolder = 'src/python/syntax/native';
export const grammarFolder = 'node_modules/tree-sitter-python/src';
export const wasmFile = 'src/python/syntax/parser.wasm';
export const recordFile = 'src/python/syntax/built-from.json';

/** @param {string} file */
const hashOf = (file) =>
  createHash('sha256')
    .update(readFileSync(inRepo(file)))
    .digest('hex');

/** The hashes of the module and of the sources in reach. */
export function recordOf() {
  const ours = readdirSync(inRepo(nativeFolder)).map((name) => `${nativeFolder}/${name}`);
  const sources = [...ours, `${grammarFolder}/parser.c`, `${grammarFolder}/scanner.c`].sort();
  return {
    wasm: hashOf(wasmFile),
    sources: Object.fromEntries(sources.map((file) => [file, hashOf(file)])),
  };
}
