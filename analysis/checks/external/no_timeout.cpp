#include "analysis/checks/rule.h"
#include "analysis/checks/util/entries.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

// In a handler a peer that never answers takes a worker away; elsewhere it is a matter of taste,
// and a test that hangs is seen.
std::optional<Severity> weigh(const FunctionContext& context, NodeId, Severity severity) {
  const bool setsDefault =
      std::any_of(context.ast.nodes.begin(), context.ast.nodes.end(), [&](const Node& node) {
        return node.kind == NodeKind::Attribute && context.text(node.symbol) == "setdefaulttimeout";
      });
  if (setsDefault || context.file.isTest)
    return std::nullopt;
  return entryPointOf(context).isEntry ? severity : Severity::Hint;
}

} // namespace

constexpr Check no_timeout{.severity = Severity::Warning,
                           .cwe = 400,
                           .message =
                               "without a timeout a peer that never answers holds this up for good",
                           .rule = MisuseRule{weigh}};

} // namespace pysecd::checks::external
