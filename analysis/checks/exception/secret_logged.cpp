#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/log_calls.h"
#include "analysis/checks/util/secret_uses.h"

namespace pysecd::checks::exception {

namespace {

// Requests and the environment as a whole hold passwords and tokens among the rest.
bool isWholeDump(const FunctionContext& context, NodeId expression) {
  const Node& node = context.ast[expression];
  if (node.kind == NodeKind::Call && context.ast[node.a].kind == NodeKind::Name &&
      (context.calls(expression, "builtins.dict") || context.calls(expression, "builtins.str"))) {
    const auto arguments = context.ast.list(node);
    return arguments.size() == 1 && isWholeDump(context, arguments[0]);
  }
  const auto names = context.namesOf(expression);
  if (std::any_of(names.begin(), names.end(),
                  [&](ModelId id) { return context.models.isNamed(id, "os.environ"); }))
    return true;
  if (node.kind != NodeKind::Attribute)
    return false;
  const std::string_view name = context.text(node.symbol);
  const Value& value = context.valueOf(expression);
  return (name == "headers" || name == "cookies" || name == "META" || name == "COOKIES") &&
         std::any_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
           return (origin.kinds & maskOf(Taint::Remote)) != 0;
         });
}

bool insideString(const Ast& ast, NodeId expression) {
  const ByteRange range = ast[expression].range();
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::String && node.begin < range.begin && range.end < node.end;
  });
}

void reportSecret(const FunctionContext& context, NodeId secret, Reporter& reporter) {
  Report report;
  if (!insideString(context.ast, secret))
    report.fixes = {{"write stars in its place",
                     {{context.ast[secret].range(), "\"***\""}},
                     Safety::Unsafe,
                     true,
                     {}}};
  else
    report.whyNoFix = "it stands inside a string";
  reporter.report(context, secret, std::move(report));
}

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId id : context.code.of(NodeKind::Call))
    for (const NodeId logged : loggedBy(context, id)) {
      for (const NodeId secret : secretsIn(context, logged))
        if (context.reached(secret))
          reportSecret(context, secret, reporter);
      if (isWholeDump(context, logged))
        reporter.report(
            context, logged,
            {"everything in it is written to the log, passwords and tokens too", {}, {}, {}, {}});
    }
  // Functions of the program that write what they are given.
  for (const SinkHit& hit : context.flow.hits)
    if (hit.row.kind == Sink::Log && takesMessage(context, hit))
      for (const NodeId secret : secretsIn(context, hit.argument))
        reportSecret(context, secret, reporter);
}

} // namespace

constexpr Check secret_logged{.severity = Severity::Warning,
                              .cwe = 532,
                              .message = "a secret is written where many can read it",
                              .rule = FunctionRule{run}};

} // namespace pysecd::checks::exception
