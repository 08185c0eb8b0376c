// What web-tree-sitter's runtime exports, by the names there. Functions about a node take the address of its tree and find
// the node itself in the transfer buffer.

export declare function malloc(bytes: usize): usize;
export declare function free(address: usize): void;
/** The address of the transfer buffer; `ts_init` tells it. */
export declare const transfer: usize;
/** Puts the root into the transfer buffer. */
export declare function ts_tree_root_node_wasm(tree: usize): void;
/** How many nodes there are from this one on down, itself included. */
export declare function ts_node_descendant_count_wasm(tree: usize): usize;
/** The type id. */
export declare function ts_node_symbol_wasm(tree: usize): usize;
export declare function ts_node_end_index_wasm(tree: usize): usize;
/** Puts the number of named children into the transfer buffer, then the address of their list, which is to be freed. */
export declare function ts_node_named_children_wasm(tree: usize): void;

/** Bytes of a node: five integers, the second of which is where it starts. */
export const NODE: usize = 20;

/** The start of the node in the transfer buffer. */
export function startIndex(): usize {
  return load<usize>(transfer, 4);
}

/** Puts the node at `address` into the transfer buffer. */
export function toNode(address: usize): void {
  store<u64>(transfer, load<u64>(address));
  store<u64>(transfer, load<u64>(address, 8), 8);
  store<u32>(transfer, load<u32>(address, 16), 16);
}
