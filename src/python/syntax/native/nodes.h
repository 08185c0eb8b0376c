// The nodes of a tree as one flat list.
#pragma once

#include <stdint.h>
#include <tree_sitter/api.h>

/// A named node, in preorder among its like.
typedef struct {
  uint32_t kind;
  /// Where it starts and ends in the text, in bytes.
  uint32_t start;
  uint32_t end;
  /// The number of the first node behind its subtree.
  uint32_t next;
} Node;

typedef struct {
  Node *nodes;
  uint32_t count;
} Nodes;

/// By symbol: 0 for nodes that are left out with all below them, else twice the number of the kind, and 1 more when its
/// children count.
extern uint16_t kind_of_symbol[UINT16_MAX + 1];

/// Lists the nodes of a tree. The list is good until the next call. Aborts when there is no memory for it.
Nodes list_nodes(const TSTree *tree);
