// Lists of values that a program joins into the text of `IN (...)` by hand. Pure: any thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <optional>
#include <string>

namespace pysecd {

struct ListValue {
  std::string items; // Python expression of an iterable of the values
  std::string
      counted; // a plain name that holds exactly the items, fit for len(); empty if there is none
  bool sized = false;   // `counted` surely is no iterator
  bool isTuple = false; // `items` is a tuple
  bool isList = false;
  bool texts = false;      // each item stands in quotes
  bool converted = false;  // items become text only here: they may be numbers
  NodeId source = kNoNode; // the iterable, for questions of evaluation
};

// `","`.join(...), tuple(...): what `expression` puts between the parentheses, or with them
// (`bare`). `quoted`: the query's own text has the first and the last quote around it. nullopt if
// the expression makes no such list.
std::optional<ListValue> listValue(const Ast& ast, NodeId expression, bool quoted, bool bare);

// `",".join("?" * n)`: placeholders made at run time, which are no values.
bool makesPlaceholders(const Ast& ast, NodeId expression);

} // namespace pysecd
