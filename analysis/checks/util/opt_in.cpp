#include "analysis/checks/util/opt_in.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd {

namespace {

// A name or a key that says how careful to be with the other side.
bool isSafetyOption(const FunctionContext& context, NodeId id) {
  const Node& node = context.ast[id];
  std::string_view name;
  if (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute)
    name = context.text(node.symbol);
  else if (node.kind == NodeKind::StringText)
    name = context.ast.cooked[node.text];
  return mentions(name, {"insecure", "verify", "verified", "validate", "check", "strict", "secure",
                         "cert", "cert_reqs", "trust", "unsafe", "unverified", "validation"});
}

} // namespace

bool isAskedFor(const FunctionContext& context, NodeId place) {
  const Ast& ast = context.ast;
  const ByteRange at = ast[place].range();
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    if (node.kind != NodeKind::If && node.kind != NodeKind::Conditional)
      return false;
    const bool inside = (node.b != kNoNode && ast[node.b].range().contains(at)) ||
                        (node.c != kNoNode && ast[node.c].range().contains(at));
    return inside && context.valueOf(node.a).constant == std::nullopt &&
           anyInside(ast, node.a, [&](NodeId id) { return isSafetyOption(context, id); });
  });
}

std::optional<Severity> lessIfAskedFor(const FunctionContext& context, NodeId place,
                                       Severity severity) {
  return isAskedFor(context, place) ? std::max(severity, Severity::Information) : severity;
}

} // namespace pysecd
