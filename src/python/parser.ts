import type { Module } from './ast-statements.ts';
import { lowerModule } from './lower/module.ts';
import { Pruned } from './pruned.ts';
import { compileSyntax } from './syntax/instance.ts';
import { createReader, type SyntaxReader, type Unread } from './syntax/reader.ts';

/** Any text → a syntax tree; never throws. A pure function of the text: no tree is ever reused. */
export interface PythonParser {
  parse(text: string): Module;
}

/** Texts longer than this are not parsed: nobody wrote them by hand. */
const maxLength = 8_000_000;

/** Makes a parser of the bytes of syntax/parser.wasm. Does no IO: the caller reads the file. Rejects when they are not that. */
export async function createParser(wasm: Uint8Array): Promise<PythonParser> {
  const reader = createReader(await compileSyntax(wasm));
  return { parse: (text) => parseText(reader, text) };
}

function parseText(reader: SyntaxReader, text: string): Module {
  if (text.length > maxLength) return unreadable(text, 'too large');
  const code = new Pruned(text);
  const nodes = reader.read(code.text);
  if (typeof nodes === 'string') return unreadable(text, nodes);
  code.restore(nodes);
  return lowerModule({ nodes, names: reader.names }, text);
}

const messages: Readonly<Record<Unread, string>> = {
  endless: 'This is not Python',
  'too large': 'The file is too long to analyse',
};

function unreadable(text: string, why: Unread): Module {
  return { body: [], problems: [{ start: 0, end: text.length, message: messages[why] }] };
}
