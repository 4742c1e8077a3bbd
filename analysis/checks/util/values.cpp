#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd {

bool isTainted(const Value& value, TaintMask kinds, Sink sink) {
  return !value.harmless() &&
         std::any_of(value.origins.begin(), value.origins.end(), [&](const Origin& origin) {
           return (origin.kinds & kinds) != 0 && (origin.cleaned & maskOf(sink)) == 0;
         });
}

std::string_view knownPrefix(const Value& value) {
  if (value.constant && (value.constant->kind == Constant::Kind::Str ||
                         value.constant->kind == Constant::Kind::Bytes))
    return value.constant->text;
  if (!value.pieces.empty() && value.pieces[0].hole == kBottom)
    return value.pieces[0].text;
  return {};
}

std::string_view endName(const FunctionContext& context, NodeId expression) {
  const Ast& ast = context.ast;
  const Node& node = ast[expression];
  switch (node.kind) {
  case NodeKind::Name:
  case NodeKind::Attribute:
    return context.text(node.symbol);
  case NodeKind::Subscript:
    return context.constantText(node.b).value_or(std::string_view());
  case NodeKind::Await:
    return endName(context, node.a);
  case NodeKind::Call: {
    const Node& callee = ast[node.a];
    if (callee.kind == NodeKind::Attribute && !ast.list(node).empty() &&
        (context.text(callee.symbol) == "get" || context.text(callee.symbol) == "pop"))
      return context.constantText(ast.list(node)[0]).value_or(std::string_view());
    const std::string_view method = context.text(callee.symbol);
    const bool converts = method == "encode" || method == "decode" || method == "strip";
    return callee.kind == NodeKind::Attribute && converts ? endName(context, callee.a)
                                                          : std::string_view();
  }
  default:
    return {};
  }
}

} // namespace pysecd
