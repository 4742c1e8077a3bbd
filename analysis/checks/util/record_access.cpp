#include "analysis/checks/util/record_access.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd {

namespace {

bool isAny(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool chainHas(const FunctionContext& context, NodeId call,
              std::initializer_list<std::string_view> names) {
  return anyInside(context.ast, call, [&](NodeId id) {
    const Node& node = context.ast[id];
    return (node.kind == NodeKind::Attribute || node.kind == NodeKind::Name ||
            node.kind == NodeKind::KeywordArgument) &&
           isAny(context.text(node.symbol), names);
  });
}

bool isSession(const FunctionContext& context, NodeId receiver) {
  return mentions(lastName(context, receiver), {"session"}) ||
         context.isInstance(context.valueOf(receiver), "sqlalchemy.orm.Session");
}

// The model under `.objects` at the root of a chain of calls.
std::string_view modelOf(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  for (NodeId id = call; id != kNoNode;) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Call)
      id = node.a;
    else if (node.kind == NodeKind::Attribute && context.text(node.symbol) == "objects")
      return ast.text(node.a);
    else
      id = node.kind == NodeKind::Attribute ? node.a : kNoNode;
  }
  return {};
}

} // namespace

bool loadsRecord(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  if (ast[call].kind == NodeKind::Await)
    call = ast[call].a;
  if (ast[call].kind != NodeKind::Call)
    return false;
  const std::string_view callee = calleeName(context, call);
  const Node& node = ast[ast[call].a];
  const bool loads =
      callee == "get_object_or_404" ||
      (node.kind == NodeKind::Attribute &&
       ((isAny(callee, {"get", "aget", "first", "afirst", "last", "one", "one_or_none"}) &&
         chainHas(context, node.a, {"objects", "query"})) ||
        (callee == "get" && ast.list(call).size() >= 2 && isSession(context, node.a))));
  return loads && !chainHas(context, call, {"select_for_update", "with_for_update"});
}

bool commitsSession(const FunctionContext& context, NodeId call) {
  const Node& callee = context.ast[context.ast[call].a];
  return context.ast[call].kind == NodeKind::Call && callee.kind == NodeKind::Attribute &&
         context.text(callee.symbol) == "commit" && isSession(context, callee.a);
}

bool savesRecord(const FunctionContext& context, NodeId call) {
  const Node& callee = context.ast[context.ast[call].a];
  return (context.ast[call].kind == NodeKind::Call && callee.kind == NodeKind::Attribute &&
          isAny(context.text(callee.symbol), {"save", "asave"})) ||
         commitsSession(context, call);
}

bool evaluatedByDatabase(const FunctionContext& context, NodeId value) {
  return anyInside(context.ast, value, [&](NodeId id) {
    const Node& node = context.ast[id];
    if (node.kind == NodeKind::Call)
      return isAny(calleeName(context, id), {"F", "Case", "Greatest", "Least", "Coalesce"});
    // A class attribute: a column.
    const std::string_view name = lastName(context, node.a);
    return node.kind == NodeKind::Attribute && context.ast[node.a].kind == NodeKind::Name &&
           !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
  });
}

std::string_view testedRecord(const FunctionContext& context, NodeId test) {
  const Ast& ast = context.ast;
  if (ast[test].kind != NodeKind::Compare)
    return {};
  std::vector<NodeId> operands{ast[test].a};
  for (const NodeId term : ast.list(test)) {
    const auto op = static_cast<CompareOp>(ast[term].op);
    if (op == CompareOp::Is || op == CompareOp::IsNot)
      return {};
    operands.push_back(ast[term].a);
  }
  for (const NodeId operand : operands)
    if (ast[operand].kind == NodeKind::Attribute && ast[ast[operand].a].kind == NodeKind::Name)
      return ast.text(ast[operand].a);
  return {};
}

std::string_view lookedUpModel(const FunctionContext& context, NodeId call) {
  if (context.ast[call].kind != NodeKind::Call ||
      !isAny(calleeName(context, call), {"exists", "first", "count", "get", "aexists", "afirst"}) ||
      chainHas(context, call, {"select_for_update"}))
    return {};
  return modelOf(context, call);
}

std::string_view createdModel(const FunctionContext& context, NodeId call) {
  if (context.ast[call].kind != NodeKind::Call ||
      !isAny(calleeName(context, call), {"create", "acreate"}))
    return {};
  return modelOf(context, call);
}

} // namespace pysecd
