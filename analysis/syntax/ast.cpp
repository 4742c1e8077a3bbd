#include "analysis/syntax/ast.h"

namespace pysecd {

std::vector<NodeId> parentsOf(const Ast& ast) {
  std::vector<NodeId> parents(ast.nodes.size(), kNoNode);
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast.nodes[id];
    for (const NodeId child : {node.a, node.b, node.c, node.d})
      if (child != kNoNode)
        parents[child] = id;
    for (const NodeId child : ast.list(node))
      parents[child] = id;
  }
  return parents;
}

} // namespace pysecd
