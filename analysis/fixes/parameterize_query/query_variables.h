// Follows a local variable from its use in a query back to where its text is made, when that text
// serves nothing else: then the text may be changed. Looks at one Ast only. Pure: any thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <optional>
#include <vector>

namespace pysecd {

struct LocalText {
  NodeId statement = kNoNode; // the Assign
  NodeId value = kNoNode;
  std::vector<NodeId> additions; // AugAssign `+=` statements after it, in order
};

// nullopt unless the variable read by the Name `use` is bound by one assignment that reaches it on
// every path, and is read nowhere else before it is bound anew.
std::optional<LocalText> followLocalText(const Ast& ast, NodeId use);

// The nodes from the root down to `node`, both included.
std::vector<NodeId> pathTo(const Ast& ast, NodeId node);

// Calls visit(child) for the children of a node that hold code, in slot order.
template <typename Visit> void forEachChild(const Ast& ast, NodeId id, Visit visit) {
  const Node& node = ast[id];
  for (const NodeId child : {node.a, node.b, node.c, node.d})
    if (child != kNoNode)
      visit(child);
  for (const NodeId child : ast.list(node))
    visit(child);
}

} // namespace pysecd
