import type { SyntaxExports } from './instance.ts';

/** Kinds with nothing below them that lowering needs. */
const leaves = new Set(['identifier', 'integer', 'float', 'string_start', 'string_content', 'string_end']);

const extras = new Set(['comment', 'line_continuation']);

/** Symbols have 16 bits; the last one is that of errors, in every grammar. */
const symbols = 65536;

/**
 * Numbers the grammar's kinds of nodes and tells the instance, in the form of native/nodes.h. Punctuation, keywords and
 * comments are left out. Gives the names by number; the first is no kind.
 */
export function numberKinds(instance: SyntaxExports): string[] {
  const names = ['', 'ERROR'];
  const table = new Uint16Array(instance.memory.buffer, instance.kindOfSymbol(), symbols);
  table[symbols - 1] = 3;
  for (let symbol = 0; symbol < instance.symbolCount(); symbol++) {
    const name = nameOf(instance, symbol);
    if (name === undefined || extras.has(name)) continue;
    if (!names.includes(name)) names.push(name);
    table[symbol] = 2 * names.indexOf(name) + (leaves.has(name) ? 0 : 1);
  }
  return names;
}

function nameOf(instance: SyntaxExports, symbol: number): string | undefined {
  const address = instance.nameOfSymbol(symbol);
  if (address === 0) return undefined;
  const bytes = new Uint8Array(instance.memory.buffer, address);
  return String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
}
