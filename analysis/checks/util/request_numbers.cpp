#include "analysis/checks/util/request_numbers.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/entries.h"
#include "analysis/checks/util/inside.h"

namespace pysecd {

namespace {

constexpr int kMaxSteps = 4;

bool isRemote(const Value& value) {
  return std::any_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
    return (origin.kinds & maskOf(Taint::Remote)) != 0;
  });
}

bool namesNumber(const FunctionContext& context, NodeId expression) {
  const std::string_view name = lastName(context, expression);
  return name == "int" || name == "float";
}

// `int(request.args["n"])`, `request.args.get("n", type=int)`.
bool convertsRequest(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  const auto arguments = ast.list(call);
  if (namesNumber(context, ast[call].a))
    return !arguments.empty() && isRemote(context.valueOf(arguments[0]));
  if (ast[ast[call].a].kind != NodeKind::Attribute || calleeName(context, call) != "get")
    return false;
  const auto type = findArgument(context, call, 2, "type");
  return type && namesNumber(context, type->node) && isRemote(context.valueOf(ast[ast[call].a].a));
}

// A handler's `limit: int`, or `limit: int = 10`; not one whose default says more (`Query(le=9)`).
bool isConverted(const FunctionContext& context, NodeId parameter) {
  const Node& node = context.ast[parameter];
  const bool says = node.a != kNoNode && context.ast[node.a].kind == NodeKind::Call;
  return node.b != kNoNode && context.ast[node.b].kind == NodeKind::Name && !says &&
         namesNumber(context, node.b);
}

// A comparison or `min()` that the name takes part in bounds it, wherever in the function.
bool isBounded(const FunctionContext& context, Symbol name) {
  const Ast& ast = context.ast;
  const auto isIt = [&](NodeId id) {
    return ast[id].kind == NodeKind::Name && ast[id].symbol == name;
  };
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    const bool call = node.kind == NodeKind::Call;
    const std::string_view callee = call ? calleeName(context, id) : std::string_view();
    const bool bounds = callee == "min" || callee == "clamp" || callee == "clip" ||
                        callee.find("valid") != std::string_view::npos ||
                        callee.find("check") != std::string_view::npos;
    if ((node.kind == NodeKind::Compare || bounds) && anyInside(ast, id, isIt))
      return true;
  }
  return false;
}

NodeId sourceOf(const FunctionContext& context, NodeId expression, int steps);

// What the only assignment to the name gives it.
NodeId sourceOfName(const FunctionContext& context, Symbol name, int steps) {
  const Ast& ast = context.ast;
  if (isBounded(context, name))
    return kNoNode;
  NodeId source = kNoNode;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Assign && node.listSize == 1 &&
        ast[ast.list(node)[0]].kind == NodeKind::Name && ast[ast.list(node)[0]].symbol == name) {
      if (source != kNoNode)
        return kNoNode;
      source = sourceOf(context, node.a, steps - 1);
      if (source == kNoNode)
        return kNoNode;
    }
  }
  if (source != kNoNode || !entryPointOf(context).isEntry)
    return source;
  for (const NodeId parameter : ast.list(ast[ast.root].a))
    if (ast[parameter].symbol == name && isConverted(context, parameter))
      return parameter;
  return kNoNode;
}

NodeId sourceOf(const FunctionContext& context, NodeId expression, int steps) {
  const Node& node = context.ast[expression];
  if (steps == 0)
    return kNoNode;
  switch (node.kind) {
  case NodeKind::Name:
    return sourceOfName(context, node.symbol, steps);
  case NodeKind::Call:
    return convertsRequest(context, expression) ? expression : kNoNode;
  case NodeKind::BoolOp: // `x or 10`
    return sourceOf(context, node.a, steps - 1);
  case NodeKind::Binary: {
    const NodeId left = sourceOf(context, node.a, steps - 1);
    return left != kNoNode ? left : sourceOf(context, node.b, steps - 1);
  }
  default:
    return kNoNode;
  }
}

} // namespace

NodeId requestNumber(const FunctionContext& context, NodeId expression) {
  const NodeKind root = context.ast[context.ast.root].kind;
  return root == NodeKind::FunctionDef ? sourceOf(context, expression, kMaxSteps) : kNoNode;
}

} // namespace pysecd
