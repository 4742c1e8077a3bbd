#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"

namespace pysecd::checks::access {

namespace {

constexpr std::int64_t kShortest = 8;

// AUTH_PASSWORD_VALIDATORS of Django's settings: none at all, or one that lets short ones pass.
void run(const FunctionContext& context, Reporter& reporter) {
  if (!context.isModule())
    return;
  const Ast& ast = context.ast;
  for (const NodeId id : ast.list(ast.root)) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::Assign || node.listSize != 1 || node.a == kNoNode ||
        context.text(ast[ast.list(node)[0]].symbol) != "AUTH_PASSWORD_VALIDATORS" ||
        ast[node.a].kind != NodeKind::List)
      continue;
    if (ast.list(node.a).empty())
      reporter.report(context, node.a, {.message = "any password is accepted: no validators"});
    for (const NodeId validator : ast.list(node.a)) {
      const NodeId options = elementNode(context, validator, "OPTIONS");
      const NodeId length =
          options != kNoNode ? elementNode(context, options, "min_length") : kNoNode;
      if (length != kNoNode && context.constantInt(length).value_or(kShortest) < kShortest)
        reporter.report(context, length);
    }
  }
}

} // namespace

constexpr Check weak_password_policy{.severity = Severity::Hint,
                                     .cwe = 521,
                                     .message = "passwords this short are found by trying",
                                     .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
