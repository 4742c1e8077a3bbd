#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

// The call makes a coroutine of a function of the program, and nothing else.
bool makesCoroutine(const FunctionContext& context, NodeId call) {
  const auto types = context.valueOf(context.ast[call].a).types;
  return !types.empty() && std::all_of(types.begin(), types.end(), [&](const TypeRef& type) {
    if (type.kind == TypeKind::Nested) {
      const Node& function = context.ast[type.id];
      return function.kind == NodeKind::FunctionDef && (function.flags & kAsync) != 0;
    }
    const Summary* summary =
        type.kind == TypeKind::LocalFunction ? context.program.summary(type.id) : nullptr;
    return summary != nullptr && summary->isCoroutine;
  });
}

void inspect(const FunctionContext& context, NodeId body, bool async, Reporter& reporter) {
  const Ast& ast = context.ast;
  visitInside(ast, body, [&](NodeId id) {
    const Node& node = ast[id];
    const bool test = node.kind == NodeKind::If || node.kind == NodeKind::Assert;
    if (node.kind != NodeKind::ExpressionStatement && !test)
      return !definesCode(node.kind);
    NodeId call = node.a;
    while (test && ast[call].kind == NodeKind::Unary)
      call = ast[call].a;
    if (ast[call].kind == NodeKind::Call && makesCoroutine(context, call)) {
      Report report;
      if (test)
        report.message = "a coroutine that was not awaited is always true: the test never fails";
      if (async)
        report.fixes = {
            {"await it", {{{ast[call].begin, ast[call].begin}, "await "}}, Safety::Safe, true, {}}};
      else
        report.whyNoFix = "the function around it is not async";
      reporter.report(context, call, std::move(report));
    }
    return true;
  });
}

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId function : functionsOf(context.ast))
    inspect(context, context.ast[function].b, (context.ast[function].flags & kAsync) != 0,
            reporter);
  if (context.isModule())
    inspect(context, context.ast.root, false, reporter);
}

} // namespace

constexpr Check coroutine_not_awaited{
    .severity = Severity::Warning,
    .cwe = 252,
    .message = "the coroutine is made and never awaited: what it was to do or check never runs",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
