#include "nodes.h"

#include <stdlib.h>

uint16_t kind_of_symbol[UINT16_MAX + 1];

static Nodes list;
static uint32_t list_room;

/// The numbers of the nodes that are open: a tree may be deeper than the stack.
static uint32_t *open_nodes;
static uint32_t depth;
static uint32_t open_room;

static void *grow(void *array, uint32_t *room, size_t size) {
  *room = *room ? 2 * *room : 4096;
  void *grown = realloc(array, *room * size);
  if (!grown) abort();
  return grown;
}

static void open_node(TSNode node, uint16_t kind) {
  if (list.count == list_room) list.nodes = grow(list.nodes, &list_room, sizeof(Node));
  if (depth == open_room) open_nodes = grow(open_nodes, &open_room, sizeof(uint32_t));
  open_nodes[depth++] = list.count;
  list.nodes[list.count++] = (Node){kind, ts_node_start_byte(node), ts_node_end_byte(node), 0};
}

static void close_node(void) { list.nodes[open_nodes[--depth]].next = list.count; }

/// Lists the node at the cursor. True when the cursor went down to a child of it.
static bool enter(TSTreeCursor *cursor) {
  TSNode node = ts_tree_cursor_current_node(cursor);
  uint16_t kind = kind_of_symbol[ts_node_symbol(node)];
  if (!kind) return false;
  open_node(node, kind >> 1);
  if (kind & 1 && ts_tree_cursor_goto_first_child(cursor)) return true;
  close_node();
  return false;
}

/// Goes to the next node that is no descendant of the cursor's. False at the end of the tree.
static bool leave(TSTreeCursor *cursor) {
  while (!ts_tree_cursor_goto_next_sibling(cursor)) {
    if (!ts_tree_cursor_goto_parent(cursor)) return false;
    close_node();
  }
  return true;
}

Nodes list_nodes(const TSTree *tree) {
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  list.count = 0;
  while (enter(&cursor) || leave(&cursor));
  ts_tree_cursor_delete(&cursor);
  return list;
}
