#include "analysis/checks/util/inside.h"

namespace pysecd {

std::string_view calleeName(const FunctionContext& context, NodeId call) {
  const Node& callee = context.ast[context.ast[call].a];
  return callee.kind == NodeKind::Name || callee.kind == NodeKind::Attribute
             ? context.text(callee.symbol)
             : std::string_view();
}

std::string_view receiverName(const FunctionContext& context, NodeId call) {
  const Node& callee = context.ast[context.ast[call].a];
  return callee.kind == NodeKind::Attribute ? lastName(context, callee.a) : std::string_view();
}

std::string_view lastName(const FunctionContext& context, NodeId expression) {
  const Node& node = context.ast[expression];
  switch (node.kind) {
  case NodeKind::Name:
  case NodeKind::Attribute:
    return context.text(node.symbol);
  case NodeKind::Call:
    return calleeName(context, expression);
  case NodeKind::Subscript:
    return context.constantText(node.b).value_or(lastName(context, node.a));
  case NodeKind::Await:
    return lastName(context, node.a);
  default:
    return {};
  }
}

bool catchesAll(const FunctionContext& context, NodeId handler) {
  const Ast& ast = context.ast;
  const auto broad = [&](NodeId type) {
    const std::string_view name = lastName(context, type);
    return name == "Exception" || name == "BaseException";
  };
  const NodeId type = ast[handler].a;
  if (type == kNoNode || broad(type))
    return true;
  const auto types = ast.list(type);
  return ast[type].kind == NodeKind::Tuple && std::any_of(types.begin(), types.end(), broad);
}

std::string_view indentAt(const Ast& ast, ByteOffset offset) {
  const std::size_t newline = ast.source.rfind('\n', offset == 0 ? 0 : offset - 1);
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  std::size_t end = begin;
  while (end < offset && (ast.source[end] == ' ' || ast.source[end] == '\t'))
    ++end;
  return ast.source.substr(begin, end - begin);
}

} // namespace pysecd
