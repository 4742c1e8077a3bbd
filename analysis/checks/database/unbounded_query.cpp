#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/request_numbers.h"

namespace pysecd::checks::database {

namespace {

bool isQuery(const FunctionContext& context, NodeId expression) {
  return anyInside(context.ast, expression, [&](NodeId id) {
    const Node& node = context.ast[id];
    if (node.kind != NodeKind::Attribute && node.kind != NodeKind::Name)
      return false;
    const std::string_view name = context.text(node.symbol);
    for (const std::string_view one : {"objects", "query", "filter", "filter_by", "select", "find",
                                       "queryset", "order_by", "get_queryset"})
      if (name == one)
        return true;
    return false;
  });
}

// How many rows a call asks for.
NodeId rowsAskedFor(const FunctionContext& context, NodeId call) {
  const std::string_view name = calleeName(context, call);
  const NodeId callee = context.ast[call].a;
  if (name == "limit" && context.ast[callee].kind == NodeKind::Attribute &&
      isQuery(context, context.ast[callee].a)) {
    const auto rows = findArgument(context, call, 0, {});
    return rows ? rows->node : kNoNode;
  }
  if (name == "paginate") {
    const auto rows = findArgument(context, call, -1, "per_page");
    return rows && !findArgument(context, call, -1, "max_per_page") ? rows->node : kNoNode;
  }
  if (name == "Paginator" || name == "fetchmany") {
    const auto rows = findArgument(context, call, name == "Paginator" ? 1 : 0, "per_page");
    return rows ? rows->node : kNoNode;
  }
  return kNoNode;
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    NodeId rows = kNoNode;
    if (node.kind == NodeKind::Call)
      rows = rowsAskedFor(context, id);
    else if (node.kind == NodeKind::Subscript && ast[node.b].kind == NodeKind::Slice &&
             ast[node.b].b != kNoNode && isQuery(context, node.a))
      rows = ast[node.b].b;
    if (rows == kNoNode)
      continue;
    if (const NodeId source = requestNumber(context, rows); source != kNoNode)
      reporter.report(context, rows,
                      {.notes = {{ast[source].range(), "the client says how many", {}, {}, {}}}});
  }
}

} // namespace

constexpr Check unbounded_query{
    .severity = Severity::Hint,
    .cwe = 770,
    .message = "the client decides how many rows are fetched, without an upper bound",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::database
