import type { SyntaxExports } from './instance.ts';

/** How a text lies in the memory. */
export interface PutText {
  readonly bytes: number;
  /** A `TSInputEncoding` of tree-sitter. */
  readonly encoding: number;
  /** Bytes of what is one offset in the text. */
  readonly unit: number;
}

const utf8 = 0;
const utf16 = 1;

// The part of the global that is used here; this folder is compiled without the DOM's types.
interface Encoder {
  encodeInto(text: string, bytes: Uint8Array): { readonly read: number; readonly written: number };
}

const { TextEncoder } = globalThis as unknown as { readonly TextEncoder: new () => Encoder };

/**
 * Puts a text into the parser's memory: as bytes when it is ASCII, as nearly all code is and which is parsed a fifth faster, else
 * in the units that the text's offsets count.
 */
export function putText(instance: SyntaxExports, text: string): PutText {
  const { length } = text;
  const address = instance.reserve(2 * length);
  const bytes = new Uint8Array(instance.memory.buffer, address, length);
  // Any other character takes more bytes than units, and the last ones find no room.
  if (new TextEncoder().encodeInto(text, bytes).read === length)
    return { bytes: length, encoding: utf8, unit: 1 };
  const units = new Uint16Array(instance.memory.buffer, address, length);
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  return { bytes: 2 * length, encoding: utf16, unit: 2 };
}
