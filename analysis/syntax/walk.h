// Visits the children of an Ast node whatever its kind, for walks that treat most kinds alike.
// Pure: any thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <algorithm>
#include <array>

namespace pysecd {

// Calls visit(NodeId) for each child: slots a, b, c, d, then the list (not source order).
template <typename Visit> void forEachChild(const Ast& ast, const Node& node, Visit&& visit) {
  for (const NodeId child : {node.a, node.b, node.c, node.d})
    if (child != kNoNode)
      visit(child);
  for (const NodeId child : ast.list(node))
    visit(child);
}

// The same in the order of the text.
template <typename Visit>
void forEachChildInOrder(const Ast& ast, const Node& node, Visit&& visit) {
  std::array<NodeId, 16> few; // NOLINT(cppcoreguidelines-pro-type-member-init): hot
  std::vector<NodeId> many;
  const std::size_t most = 4 + std::size_t{node.listSize};
  if (most > few.size())
    many.resize(most);
  NodeId* const begin = most > few.size() ? many.data() : few.data();
  NodeId* end = begin;
  forEachChild(ast, node, [&](NodeId child) { *end++ = child; });
  const auto before = [&](NodeId a, NodeId b) { return ast[a].begin < ast[b].begin; };
  if (!std::is_sorted(begin, end, before))
    std::sort(begin, end, before);
  std::for_each(begin, end, visit);
}

} // namespace pysecd
