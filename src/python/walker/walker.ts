import type { Tree } from 'web-tree-sitter';
import { walkerBase64 } from './bytes.ts';
import { engine, type Runtime } from './runtime.ts';

/**
 * The nodes of a tree in preorder, four numbers each: the kind, the offsets of start and end in the text, and the number
 * of the first node behind its subtree. Undefined when there is no memory for them.
 */
export type Walker = (tree: Tree) => Int32Array | undefined;

/** The function of assembly/walk.ts. */
interface WalkerExports {
  readonly walk: (tree: number, kinds: number) => number;
}

/** Bytes before the first node, where the count of nodes is; as in assembly/walk.ts. */
const header = 32;

/** The walker over the runtime's trees. `kinds` has a number for every type id, as assembly/walk.ts reads it. */
export async function createWalker(runtime: Runtime, kinds: Uint16Array): Promise<Walker> {
  const { exports, memory } = runtime;
  const module = await engine.compile(Uint8Array.from(atob(walkerBase64), (char) => char.charCodeAt(0)));
  const imports = { env: { memory }, runtime: { ...exports, transfer: exports.ts_init() } };
  const { walk } = new engine.Instance(module, imports).exports as WalkerExports;
  const table = exports.malloc(kinds.byteLength);
  new Uint16Array(memory.buffer, table, kinds.length).set(kinds);
  return (tree) => {
    const result = walk(addressOf(tree), table);
    if (result === 0) return undefined;
    const [count = 0] = new Int32Array(memory.buffer, result, 1);
    // A copy, since the memory is used again and may even move.
    const nodes = new Int32Array(memory.buffer, result + header, 4 * count).slice();
    exports.free(result);
    return nodes;
  };
}

/** Where the tree lies in the runtime's memory: not in the types of web-tree-sitter, but what its own methods pass on. */
export function addressOf(tree: Tree): number {
  return (tree as unknown as { readonly 0: number })[0];
}
