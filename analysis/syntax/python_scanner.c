/* The grammar's scanner, with one number changed. tree-sitter hands serialize() a buffer of 1,024
   bytes. The scanner fills it with a flag, the delimiters, and two bytes an indent until
   TREE_SITTER_SERIALIZATION_BUFFER_SIZE, but checks before it writes the second byte: 511 or more
   nested indents and an open string write past the end. One less stops it in time, and such a file
   gives ERROR nodes instead of a crash. */
#include "tree_sitter/parser.h"

#undef TREE_SITTER_SERIALIZATION_BUFFER_SIZE
#define TREE_SITTER_SERIALIZATION_BUFFER_SIZE 1023

#include "scanner.c"
