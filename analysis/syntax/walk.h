// Visits the children of an Ast node whatever its kind, for walks that treat most kinds alike.
// Pure: any thread.
#pragma once

#include "analysis/syntax/ast.h"

namespace pysecd {

// Calls visit(NodeId) for each child: slots a, b, c, d, then the list (not source order).
template <typename Visit> void forEachChild(const Ast& ast, const Node& node, Visit&& visit) {
  for (const NodeId child : {node.a, node.b, node.c, node.d})
    if (child != kNoNode)
      visit(child);
  for (const NodeId child : ast.list(node))
    visit(child);
}

} // namespace pysecd
