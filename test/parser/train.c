// Parses the files named as arguments: the run from which the compiler learns what is hot.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nodes.h"

void start(void);
uint32_t symbol_count(void);
const char *name_of_symbol(TSSymbol symbol);
char *reserve(uint32_t bytes);
const Nodes *parse(uint32_t bytes, TSInputEncoding encoding, uint32_t checks);

static void parse_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(1);
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  size_t read = fread(reserve(size), 1, size, file);
  parse(read, TSInputEncodingUTF8, UINT32_MAX);
}

int main(int count, char **paths) {
  start();
  for (uint32_t symbol = 0; symbol < symbol_count(); symbol++) {
    const char *name = name_of_symbol(symbol);
    if (name && strcmp(name, "comment")) kind_of_symbol[symbol] = 3;
  }
  for (int i = 1; i < count; i++) parse_file(paths[i]);
}
