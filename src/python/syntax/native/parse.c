// What JavaScript calls. A text goes into the memory, a flat list of nodes comes out: to ask for every node across the border
// costs as much as the parse. One text at a time.

#include <stdlib.h>

#include "nodes.h"

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(name)))
#else
#define EXPORT(name)
#endif

const TSLanguage *tree_sitter_python(void);

static TSParser *parser;

static char *text;
static uint32_t text_length;
static uint32_t text_room;

static uint32_t checks_left;

/// Makes the parser. Once, before anything else.
EXPORT("start") void start(void) {
  parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
}

EXPORT("kindOfSymbol") uint16_t *kinds(void) { return kind_of_symbol; }

EXPORT("symbolCount") uint32_t symbol_count(void) { return ts_language_symbol_count(tree_sitter_python()); }

/// Null for a symbol whose nodes are no named ones.
EXPORT("nameOfSymbol") const char *name_of_symbol(TSSymbol symbol) {
  const TSLanguage *python = tree_sitter_python();
  return ts_language_symbol_type(python, symbol) == TSSymbolTypeRegular ? ts_language_symbol_name(python, symbol) : NULL;
}

/// Where to put a text of at most so many bytes, which takes the place of the one before.
EXPORT("reserve") char *reserve(uint32_t bytes) {
  if (bytes > text_room) {
    free(text);
    text = malloc(bytes);
    if (!text) abort();
    text_room = bytes;
  }
  return text;
}

static const char *read_text(void *payload, uint32_t byte, TSPoint point, uint32_t *count) {
  *count = byte < text_length ? text_length - byte : 0;
  return text + byte;
}

static bool is_spent(TSParseState *state) { return checks_left-- == 0; }

static TSTree *parse_text(TSInputEncoding encoding) {
  TSInput input = {.read = read_text, .encoding = encoding};
  TSParseOptions options = {.progress_callback = is_spent};
  TSTree *tree = ts_parser_parse_with_options(parser, NULL, input, options);
  // Else the parser would go on with this text when it gets the next one.
  if (!tree) ts_parser_reset(parser);
  return tree;
}

/// Parses the first bytes of what was put in. Null when the parser's progress was checked `checks` times and it had not come to
/// an end: garbage can keep error recovery busy for minutes. Aborts when there is no memory.
EXPORT("parse") const Nodes *parse(uint32_t bytes, TSInputEncoding encoding, uint32_t checks) {
  static Nodes found;
  text_length = bytes;
  checks_left = checks;
  TSTree *tree = parse_text(encoding);
  if (!tree) return NULL;
  found = list_nodes(tree);
  ts_tree_delete(tree);
  return &found;
}
