#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/syntax/walk.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

bool names(const FunctionContext& context, NodeId node,
           std::initializer_list<std::string_view> wanted, int depth = 8) {
  const Node& at = context.ast[node];
  if ((at.kind == NodeKind::Attribute || at.kind == NodeKind::Name) &&
      std::find(wanted.begin(), wanted.end(), context.text(at.symbol)) != wanted.end())
    return true;
  bool found = false;
  if (depth > 0 && at.kind != NodeKind::Unary)
    forEachChild(context.ast, at,
                 [&](NodeId child) { found |= names(context, child, wanted, depth - 1); });
  return found;
}

// Modes put together from the names of stat: `stat.S_IRWXU | stat.S_IRWXO`.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const NodeId id : context.code.of(NodeKind::Call)) {
    if (ast[ast[id].a].kind != NodeKind::Attribute ||
        context.text(ast[ast[id].a].symbol) != "chmod" || !context.reached(ast[id].a))
      continue;
    for (const int position : {1, 0})
      if (const auto mode = findArgument(context, id, position, "mode")) {
        if (!context.constantInt(mode->node) && names(context, mode->node, {"S_IWOTH", "S_IRWXO"}))
          reporter.report(context, mode->node);
        break;
      }
  }
}

// `mask = os.umask(0)` only asks for the mask, which is then put back.
std::optional<Severity> weigh(const FunctionContext& context, NodeId call, Severity severity) {
  const bool asks =
      std::any_of(context.ast.nodes.begin(), context.ast.nodes.end(), [&](const Node& node) {
        return node.kind == NodeKind::Assign && node.a == call;
      });
  return asks && context.calls(call, "os.umask") ? std::nullopt : std::optional(severity);
}

} // namespace

constexpr Check world_writable{.severity = Severity::Warning,
                               .cwe = 732,
                               .message = "everybody on the machine may write to it",
                               .rule = {MisuseRule{weigh}, FunctionRule{run}}};

} // namespace pysecd::checks::access
