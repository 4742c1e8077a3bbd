#include "analysis/checks/util/siblings.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd {

namespace {

bool isWriteMethod(const std::string& method) {
  return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

bool endsInRoute(const FunctionContext& context, NodeId decorator) {
  const Node& node = context.ast[decorator];
  const Node& callee = node.kind == NodeKind::Call ? context.ast[node.a] : node;
  return callee.kind == NodeKind::Attribute && context.text(callee.symbol) == "route";
}

bool writesSomething(const FunctionContext& context, const EntryPoint& entry) {
  if (!entry.methods.empty())
    return std::any_of(entry.methods.begin(), entry.methods.end(), isWriteMethod);
  const Ast& ast = context.ast;
  if (!entry.decorators.empty() && endsInRoute(context, entry.decorators.back()))
    return false; // GET is the default
  if (mentions(context.text(ast[ast.root].symbol),
               {"create", "update", "delete", "remove", "edit", "add", "set", "save", "destroy",
                "post", "put", "patch", "insert", "change", "approve", "reset"}))
    return true;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    if (node.kind != NodeKind::Attribute)
      return false;
    const std::string_view name = context.text(node.symbol);
    return name == "save" || name == "delete" || name == "commit" || name == "create" ||
           name == "POST";
  });
}

std::string_view parameterName(const FunctionContext& context, std::size_t index) {
  const Node& root = context.ast[context.ast.root];
  const auto parameters = context.ast.list(root.a);
  return index < parameters.size() ? context.text(context.ast[parameters[index]].symbol)
                                   : std::string_view();
}

// Functions that a framework finds by a table elsewhere: known by their first parameter.
std::string groupByConvention(const FunctionContext& context) {
  if (context.text(context.ast[context.ast.root].symbol).starts_with('_'))
    return {};
  if (context.className == kNoSymbol)
    return parameterName(context, 0) == "request" && context.program.imports("django") ? "views"
                                                                                       : "";
  return parameterName(context, 1) == "req" &&
                 mentions(context.text(context.className), {"controller", "api", "resource"})
             ? "class " + std::string(context.text(context.className))
             : "";
}

} // namespace

std::optional<Handler> handlerOf(const FunctionContext& context) {
  if (context.isModule())
    return std::nullopt;
  Handler handler;
  handler.entry = entryPointOf(context);
  if (!handler.entry.isEntry) {
    handler.group = groupByConvention(context);
    if (handler.group.empty())
      return std::nullopt;
  } else if (context.className != kNoSymbol) {
    handler.group = "class " + std::string(context.text(context.className));
  } else {
    const NodeId route = handler.entry.decorators.back();
    const NodeId callee = context.ast[route].kind == NodeKind::Call ? context.ast[route].a : route;
    const Node& node = context.ast[callee];
    handler.group = "routes of ";
    if (node.kind == NodeKind::Attribute)
      handler.group += context.ast.text(node.a);
  }
  handler.writes = writesSomething(context, handler.entry);
  return handler;
}

std::vector<std::string_view> functionKeys(const FunctionContext& context, NodeId expression) {
  std::vector<std::string_view> keys;
  for (const TypeRef& type : context.valueOf(expression).types)
    if (type.kind == TypeKind::LocalFunction || type.kind == TypeKind::LocalMethod)
      keys.push_back(context.text(type.id));
  return keys;
}

ByteRange nameRange(const Ast& ast) {
  const Node& root = ast[ast.root];
  const ByteOffset from = root.c != kNoNode ? ast[root.c].end : root.begin;
  const std::size_t def = ast.source.find("def", from);
  if (def == std::string_view::npos)
    return root.range();
  const std::size_t begin = ast.source.find_first_not_of(" \t\\\r\n", def + 3);
  const std::size_t end = ast.source.find_first_of(" \t(:\\\r\n", begin);
  return end == std::string_view::npos
             ? root.range()
             : ByteRange{static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)};
}

std::string listOf(const std::vector<std::string>& functions) {
  constexpr std::size_t kShown = 2;
  std::string list;
  for (std::size_t i = 0; i < functions.size() && i < kShown; ++i) {
    const bool last = i + 1 == functions.size();
    list += i == 0 ? "" : last ? " and " : ", ";
    list += functions[i].substr(functions[i].rfind('.') + 1);
  }
  if (functions.size() > kShown)
    list += " and " + std::to_string(functions.size() - kShown) + " more";
  return list;
}

} // namespace pysecd
