// The items of a file: the module body and each function at module or class level (nested functions
// belong to their outermost one). They are the barrier of incrementality: an item whose text hash
// is unchanged is not looked at again. Pure functions over a tree: the thread that owns the tree.
#pragma once

#include "analysis/support/hash.h"
#include "analysis/support/symbols.h"
#include "analysis/syntax/ast.h"
#include "analysis/syntax/tree.h"

#include <memory>
#include <string>
#include <vector>

namespace pysecd {

struct Item {
  // Dotted path inside the module ("Cart.total"); "<module>" for the module body.
  std::string qualname;
  std::uint32_t ordinal = 0; // among items of equal qualname, in text order
  Symbol name = kNoSymbol;
  ByteRange range; // absolute, with decorators; of the module: the whole text
  // Of the range's bytes and its indentation. Of the module: of its text without the functions, and
  // of their names and places, which its Ast keeps.
  Hash64 textHash = 0;
  bool hasErrors = false; // ERROR or MISSING inside; of the module: outside the functions
  TSNode node{}; // decorated_definition or function_definition (or module); dies with the tree
};

// items[0] is the module; the functions follow in text order, disjoint.
struct Items {
  std::vector<Item> items;
  // The module's text with the functions cut out is the `source` of its Ast; this maps an offset
  // there to the text.
  ByteOffset moduleToText(ByteOffset offset) const;
  struct Cut {
    ByteOffset at = 0;      // offset in the cut text
    ByteOffset removed = 0; // bytes cut out at and before it
  };
  std::vector<Cut> cuts; // sorted by `at`
  std::shared_ptr<const std::string> moduleSource;
};

// Walks only compound statements, classes and functions' heads, not expressions. Bounded depth.
Items listItems(const Tree& tree, const Text& text, SymbolTable& symbols);

// The Ast of items.items[index]. `text` is what the items were listed from. In the module's,
// FunctionDef nodes are kStub, the functions' heads being cut out with their bodies.
Ast lowerItem(const Items& items, std::size_t index, const TextPtr& text, SymbolTable& symbols);

} // namespace pysecd
