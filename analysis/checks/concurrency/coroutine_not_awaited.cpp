#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"

namespace pysecd::checks::concurrency {

namespace {

// An `async def` whose call gives a coroutine: no generator, and nothing that may run it.
bool isPlainCoroutine(const Ast& ast, NodeId function) {
  const Node& node = ast[function];
  return node.kind == NodeKind::FunctionDef && (node.flags & kAsync) != 0 && node.c == kNoNode &&
         !anyInside(ast, node.b, [&](NodeId id) { return ast[id].kind == NodeKind::Yield; });
}

// The call makes a coroutine of a function of the program, and nothing else.
bool makesCoroutine(const FunctionContext& context, NodeId call) {
  const auto types = context.valueOf(context.ast[call].a).types;
  return !types.empty() && std::all_of(types.begin(), types.end(), [&](const TypeRef& type) {
    if (type.kind == TypeKind::Nested)
      return isPlainCoroutine(context.ast, type.id);
    const bool ofProgram =
        type.kind == TypeKind::LocalFunction || type.kind == TypeKind::LocalMethod;
    const Summary* summary = ofProgram ? context.program.summary(type.id) : nullptr;
    return summary != nullptr && summary->isCoroutine && !summary->isGenerator;
  });
}

// The call behind `not`.
NodeId tested(const Ast& ast, NodeId test) {
  while (ast[test].kind == NodeKind::Unary && static_cast<UnaryOp>(ast[test].op) == UnaryOp::Not)
    test = ast[test].a;
  return test;
}

// What may be awaited there.
bool standsInAsync(const Ast& ast, NodeId node) {
  const std::vector<NodeId> parents = parentsOf(ast);
  while (node != kNoNode && !definesCode(ast[node].kind))
    node = parents[node];
  return ast[node].kind == NodeKind::FunctionDef && (ast[node].flags & kAsync) != 0;
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    const bool test = node.kind == NodeKind::If || node.kind == NodeKind::Assert;
    if (node.kind != NodeKind::ExpressionStatement && !test)
      continue;
    const NodeId call = test ? tested(ast, node.a) : node.a;
    if (ast[call].kind != NodeKind::Call || !makesCoroutine(context, call))
      continue;
    Report report;
    if (test)
      report.message = "a coroutine that was not awaited is always true: the test never fails";
    if (standsInAsync(ast, id))
      report.fixes = {
          {"await it", {{{ast[call].begin, ast[call].begin}, "await "}}, Safety::Safe, true, {}}};
    else
      report.whyNoFix = "the function around it is not async";
    reporter.report(context, call, std::move(report));
  }
}

} // namespace

constexpr Check coroutine_not_awaited{
    .severity = Severity::Warning,
    .cwe = 252,
    .message = "the coroutine is made and never awaited: what it was to do or check never runs",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
