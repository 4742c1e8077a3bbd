#include "analysis/checks/util/entries.h"

#include "analysis/checks/util/arguments.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::string_view kHttpMethods[] = {"get",    "post", "put",    "patch",
                                             "delete", "head", "options"};

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

bool isHttpMethod(std::string_view name) {
  return std::find(std::begin(kHttpMethods), std::end(kHttpMethods), name) !=
         std::end(kHttpMethods);
}

const EntryRow* entryRow(const FunctionContext& context, NodeId decorator) {
  std::vector<ModelId> ids = context.modelsOf(decorator);
  const Node& node = context.ast[decorator];
  if (ids.empty() && node.kind == NodeKind::Attribute)
    ids.push_back(context.models.anyReceiver(node.symbol));
  for (const ModelId id : ids)
    for (const EntryRow& row : context.models[id].entries)
      if (row.on == EntryRow::On::Decorator)
        return &row;
  return nullptr;
}

void readDecorator(const FunctionContext& context, NodeId decorator, const EntryRow& row,
                   EntryPoint& entry) {
  const Node& node = context.ast[decorator];
  const NodeId callee = node.kind == NodeKind::Call ? node.a : decorator;
  const std::string_view name = context.text(context.ast[callee].symbol);
  if (isHttpMethod(name))
    entry.methods.push_back(upper(name));
  if (node.kind != NodeKind::Call)
    return;
  if (row.route.present())
    if (const auto route = findArgument(context, decorator, row.route))
      entry.route = context.constantText(route->node).value_or(std::string_view());
  for (const std::string_view keyword : {"methods", "http_method_names", "request_method"})
    if (const auto methods =
            findArgument(context, decorator, name == "api_view" ? 0 : -1, keyword)) {
      for (const ValueId element : elementsOf(context, methods->value))
        if (const auto& constant = context.flow.values[element].constant)
          entry.methods.push_back(upper(constant->text));
      if (const auto text = context.constantText(methods->node))
        entry.methods.push_back(upper(*text));
    }
}

} // namespace

EntryPoint entryPointOf(const FunctionContext& context, NodeId function) {
  EntryPoint entry;
  const Node& node = context.ast[function];
  if (node.kind != NodeKind::FunctionDef || node.c == kNoNode)
    return entry;
  for (const NodeId decorator : context.ast.list(node.c))
    if (const EntryRow* row = entryRow(context, decorator)) {
      entry.isEntry = true;
      entry.decorators.push_back(decorator);
      readDecorator(context, decorator, *row, entry);
    }
  return entry;
}

EntryPoint entryPointOf(const FunctionContext& context) {
  EntryPoint entry = entryPointOf(context, context.ast.root);
  if (entry.isEntry || context.className == kNoSymbol || context.isModule())
    return entry;
  const Symbol name = context.ast[context.ast.root].symbol;
  std::vector<ModelId> bases = context.modelledBases(context.className);
  for (std::size_t i = 0; i < bases.size() && i < 32; ++i) {
    for (const EntryRow& row : context.models[bases[i]].entries)
      if (row.on == EntryRow::On::Subclass && !context.text(name).starts_with('_') &&
          (row.methods.empty() ||
           std::find(row.methods.begin(), row.methods.end(), name) != row.methods.end())) {
        entry.isEntry = true;
        if (isHttpMethod(context.text(name)))
          entry.methods = {upper(context.text(name))};
        return entry;
      }
    bases.insert(bases.end(), context.models[bases[i]].bases.begin(),
                 context.models[bases[i]].bases.end());
  }
  return entry;
}

} // namespace pysecd
