import type { OpenInstance, SyntaxExports } from './instance.ts';
import { numberKinds } from './kinds.ts';
import { putText } from './put-text.ts';

/** Why a text has no nodes: the parser came to no end, or there was no memory. */
export type Unread = 'endless' | 'too large';

/** Reads one text after the other. */
export interface SyntaxReader {
  /** The names of the kinds, by number. */
  readonly names: readonly string[];
  /**
   * The named nodes of a text in preorder, four numbers each: the kind, the offsets of start and end in the text, and the
   * number of the first node behind its subtree. Never throws.
   */
  read(text: string): Int32Array | Unread;
}

/** How often the parser looks whether it is to stop, before it is to: garbage can keep error recovery busy for minutes. */
const maxChecks = 20_000;

/** Makes a reader. Throws when the module is not parser.wasm. */
export function createReader(open: OpenInstance): SyntaxReader {
  let running: SyntaxExports | undefined = open();
  const names = numberKinds(running);
  const restart = (): SyntaxExports => {
    running = open();
    numberKinds(running);
    return running;
  };
  const read = (text: string): Int32Array | Unread => {
    try {
      return readWith(running ?? restart(), text);
    } catch {
      // Without memory the library stops in the middle of what it does, and cannot be asked again.
      running = undefined;
      return 'too large';
    }
  };
  return { names, read };
}

function readWith(instance: SyntaxExports, text: string): Int32Array | Unread {
  const { bytes, encoding, unit } = putText(instance, text);
  const found = instance.parse(bytes, encoding, maxChecks);
  if (found === 0) return 'endless';
  const [address = 0, count = 0] = new Int32Array(instance.memory.buffer, found, 2);
  // A copy, since the memory is used again and may even move.
  const nodes = new Int32Array(instance.memory.buffer, address, 4 * count).slice();
  if (unit > 1) toUnits(nodes, unit);
  return nodes;
}

/** Offsets in bytes → offsets in the text. */
function toUnits(nodes: Int32Array, unit: number): void {
  for (let i = 0; i < nodes.length; i += 4) {
    nodes[i + 1] = (nodes[i + 1] as number) / unit;
    nodes[i + 2] = (nodes[i + 2] as number) / unit;
  }
}
