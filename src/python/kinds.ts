import type { Language } from 'web-tree-sitter';

/** The kinds of nodes that the flat tree has, numbered. */
export interface Kinds {
  /** Names by number. The first is no kind. */
  readonly names: readonly string[];
  /** By type id: 0 for what the tree leaves out, else twice the number, and 1 more when the walker is to descend. */
  readonly table: Uint16Array;
}

/** Kinds with nothing below them that lowering needs. */
const leaves = new Set(['identifier', 'integer', 'float', 'string_start', 'string_content', 'string_end']);

/** Type ids have 16 bits; the last one is that of errors, in every grammar. */
const typeIds = 65536;
const errorType = typeIds - 1;

/** Numbers the grammar's kinds. Punctuation, keywords and comments are left out. */
export function kindsOf(language: Language): Kinds {
  const names = ['', 'ERROR'];
  const table = new Uint16Array(typeIds);
  table[errorType] = 3;
  for (let id = 0; id < language.nodeTypeCount; id++) {
    const name = language.nodeTypeForId(id);
    if (name === null || !language.nodeTypeIsNamed(id) || extras.has(name)) continue;
    if (!names.includes(name)) names.push(name);
    table[id] = 2 * names.indexOf(name) + (leaves.has(name) ? 0 : 1);
  }
  return { names, table };
}

const extras = new Set(['comment', 'line_continuation']);
