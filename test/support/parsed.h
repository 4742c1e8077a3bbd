// A Python source parsed and listed, for tests. Not thread-safe.
#pragma once

#include "analysis/syntax/items.h"
#include "test/support/ast_printer.h"

#include <string>
#include <utility>

namespace pysecd::test {

struct Parsed {
  explicit Parsed(std::string source) : Parsed(makeText(std::move(source))) {}
  explicit Parsed(TextPtr source) : Parsed(source, Parser().parse(*source, {}).value()) {}
  Parsed(TextPtr source, Tree parsed)
      : text(std::move(source)), tree(std::move(parsed)), items(listItems(tree, *text, symbols)) {}

  Ast lower(std::size_t index) { return lowerItem(items, index, text, symbols); }
  std::string print(std::size_t index) { return printAst(lower(index), symbols); }
  std::string printAll() {
    std::string all;
    for (std::size_t i = 0; i < items.items.size(); ++i)
      all += "== " + items.items[i].qualname + "\n" + print(i);
    return all;
  }

  TextPtr text;
  Tree tree;
  SymbolTable symbols;
  Items items;
};

} // namespace pysecd::test
