import { Language, Parser } from 'web-tree-sitter';
import type { Module } from './ast-statements.ts';
import { kindsOf } from './kinds.ts';
import { lowerModule } from './lower/module.ts';
import { Pruned } from './pruned.ts';
import { startRuntime } from './walker/runtime.ts';
import { addressOf, createWalker, type Walker } from './walker/walker.ts';

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
  const runtime = await startRuntime(bytes.runtime);
  const language = await Language.load(bytes.grammar);
  const { names, table } = kindsOf(language);
  const parser = new Parser();
  parser.setLanguage(language);
  const walk = await createWalker(runtime, table);
  if (!reaches(parser))
    return Promise.reject(new Error('This web-tree-sitter does not tell where its trees lie'));
  return { parse: (text) => parseText(parser, walk, names, text) };
}

/** Whether the address of a tree can be had, on which the walker relies. */
function reaches(parser: Parser): boolean {
  const tree = parser.parse('');
  const reached = tree !== null && addressOf(tree) > 0;
  tree?.delete();
  return reached;
}

function parseText(parser: Parser, walk: Walker, names: readonly string[], text: string): Module {
  if (text.length > maxLength) return unreadable(text, 'The file is too long to analyse');
  let left = maxProgress;
  const code = new Pruned(text);
  const tree = parser.parse(code.text, null, { progressCallback: () => --left < 0 });
  if (tree === null) {
    parser.reset();
    return unreadable(text, 'This is not Python');
  }
  const nodes = walk(tree);
  tree.delete();
  if (nodes === undefined) return unreadable(text, 'The file is too long to analyse');
  code.restore(nodes);
  return lowerModule({ nodes, names }, text);
}

function unreadable(text: string, message: string): Module {
  return { body: [], problems: [{ start: 0, end: text.length, message }] };
}
