// Follows a local variable from its use in a query back to the statements that make its text, and
// tells whether that text serves nothing else: then it may be changed. Looks at one Ast only. Pure:
// any thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pysecd {

// One statement that makes or extends the text.
struct TextPart {
  NodeId statement = kNoNode; // Assign, or AugAssign with `+=`
  NodeId value = kNoNode;
  NodeId self = kNoNode;    // `sql = sql + ...`: the Name on the right, which begins the value
  bool starts = false;      // the text begins anew here
  bool conditional = false; // not on every path from the first part to the use
  bool repeated = false;    // in a loop that the first part is not in
};

struct LocalText {
  std::vector<TextPart> parts; // in text order; the first one starts unless `grown`
  bool grown = false; // the text before the first part is unknown: a parameter that is added to
  std::string
      obstacle; // why the text may not be changed, after the variable's name; empty if it may
};

// `readOutside(symbol)`: whether functions or other modules read the module's variable; empty means
// yes. nullopt if no text of the variable is made in the function (or module body) of the Name
// `use`.
std::optional<LocalText> followLocalText(const Ast& ast, NodeId use,
                                         const std::function<bool(Symbol)>& readOutside);

// The nodes from the root down to `node`, both included.
std::vector<NodeId> pathTo(const Ast& ast, NodeId node);

} // namespace pysecd
