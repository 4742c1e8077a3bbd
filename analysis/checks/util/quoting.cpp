#include "analysis/checks/util/quoting.h"

#include "analysis/syntax/walk.h"

namespace pysecd {

namespace {

constexpr int kMaxDepth = 8;

bool isQuote(std::string_view text) { return text == "'" || text == "\""; }

// `text.replace("'", "''")` or with a backslash: a quote is escaped by hand.
bool escapesQuotes(const FunctionContext& function, NodeId call) {
  const Ast& ast = function.ast;
  if (ast[call].kind != NodeKind::Call || ast[ast[call].a].kind != NodeKind::Attribute ||
      function.text(ast[ast[call].a].symbol) != "replace" || ast.list(call).size() < 2)
    return false;
  const auto from = function.constantText(ast.list(call)[0]);
  const auto to = function.constantText(ast.list(call)[1]);
  return from && to && isQuote(*from) && to->size() == 2 && to->ends_with(*from) &&
         !function.valueOf(ast[ast[call].a].a).harmless();
}

// Anywhere in the expression, or in what its variables were assigned.
bool holdsEscaped(const FunctionContext& function, NodeId node, int depth = kMaxDepth) {
  const Ast& ast = function.ast;
  if (depth == 0)
    return false;
  if (escapesQuotes(function, node))
    return true;
  if (ast[node].kind == NodeKind::Name)
    for (NodeId id = 1; id < ast.nodes.size(); ++id) {
      const Node& assign = ast[id];
      if (assign.kind == NodeKind::Assign && assign.listSize == 1 && assign.a != kNoNode &&
          ast[ast.list(id)[0]].kind == NodeKind::Name &&
          ast[ast.list(id)[0]].symbol == ast[node].symbol &&
          holdsEscaped(function, assign.a, depth - 1))
        return true;
    }
  bool found = false;
  forEachChild(ast, ast[node],
               [&](NodeId child) { found = found || holdsEscaped(function, child, depth - 1); });
  return found;
}

} // namespace

bool holdsValueQuotedByHand(const SinkContext& context) {
  const Value& text = context.function.flow.values[context.hit.value];
  return context.hit.through == kNoSymbol && !text.harmlessFor(Sink::Sql) &&
         text.pieces.size() > 1 && holdsEscaped(context.function, context.hit.argument);
}

} // namespace pysecd
