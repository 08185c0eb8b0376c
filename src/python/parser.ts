import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { Module } from './ast-statements.ts';
import { type FlatTree, FlatTreeBuilder } from './lower/flat.ts';
import { lowerModule } from './lower/module.ts';

/** The two WebAssembly files of the parser, as bytes: the runtime of web-tree-sitter and the Python grammar. */
export interface ParserBytes {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Any text → a syntax tree; never throws. A pure function of the text: no tree is ever reused. */
export interface PythonParser {
  parse(text: string): Module;
}

/** Texts longer than this are not parsed: nobody wrote them by hand. */
const maxLength = 8_000_000;
/** Calls of the parser's progress callback before it is stopped; garbage can keep error recovery busy for minutes. */
const maxProgress = 20_000;

/** Makes a parser. Does no IO: the caller reads the two files. Rejects when they are not what they should be. */
export async function createParser(bytes: ParserBytes): Promise<PythonParser> {
  await Parser.init({ wasmBinary: bytes.runtime });
  const language = await Language.load(bytes.grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = nodeKinds(language);
  return { parse: (text) => parseText(parser, kinds, text) };
}

/** Names by node type id; null for punctuation, keywords and comments, which the tree leaves out. */
function nodeKinds(language: Language): readonly (string | null)[] {
  const kinds: (string | null)[] = [];
  for (let id = 0; id < language.nodeTypeCount; id++) {
    const name = language.nodeTypeForId(id);
    const kept = language.nodeTypeIsNamed(id) && name !== 'comment' && name !== 'line_continuation';
    kinds.push(kept ? name : null);
  }
  return kinds;
}

function parseText(parser: Parser, kinds: readonly (string | null)[], text: string): Module {
  if (text.length > maxLength) return unreadable(text, 'The file is too long to analyse');
  let left = maxProgress;
  const tree = parser.parse(text, null, { progressCallback: () => --left < 0 });
  if (tree === null) {
    parser.reset();
    return unreadable(text, 'This is not Python');
  }
  const flat = flatten(tree, kinds);
  tree.delete();
  return lowerModule(flat, text);
}

function unreadable(text: string, message: string): Module {
  return { body: [], problems: [{ start: 0, end: text.length, message }] };
}

/** Copies the tree out of WebAembly memory in one walk: every later look at it costs no crossing. */
function flatten(tree: Tree, kinds: readonly (string | null)[]): FlatTree {
  const cursor = tree.walk();
  const builder = new FlatTreeBuilder();
  for (let down = true; ; ) {
    const kind = down ? kindOf(kinds, cursor.nodeTypeId) : null;
    if (kind !== null) builder.open(kind, cursor.startIndex, cursor.endIndex);
    if (kind !== null && builder.descends(kind) && cursor.gotoFirstChild()) continue;
    if (kind !== null) builder.close();
    if (cursor.gotoNextSibling()) {
      down = true;
    } else {
      if (!cursor.gotoParent()) break;
      builder.close();
      down = false;
    }
  }
  cursor.delete();
  return builder.finish();
}

const errorType = 65535;

function kindOf(kinds: readonly (string | null)[], id: number): string | null {
  return id === errorType ? 'ERROR' : (kinds[id] ?? null);
}
