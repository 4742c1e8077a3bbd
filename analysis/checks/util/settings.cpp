#include "analysis/checks/util/settings.h"

namespace pysecd {

std::vector<Setting> settingsIn(const FunctionContext& context) {
  std::vector<Setting> settings;
  if (!context.isModule())
    return settings;
  const Ast& ast = context.ast;
  for (const NodeId id : ast.list(ast.root)) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::Assign || node.listSize != 1 || node.a == kNoNode)
      continue;
    const NodeId target = ast.list(node)[0];
    settings.push_back({context.text(ast[target].symbol), target, node.a});
  }
  return settings;
}

} // namespace pysecd
