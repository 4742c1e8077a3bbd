#include "analysis/review/callee.h"

#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/values.h"

#include <algorithm>
#include <span>

namespace pysecd::review {

namespace {

constexpr std::size_t kMaxExcerpt = 80;
constexpr int kMaxBases = 16;
constexpr std::size_t kMaxChosen = 64;

// What the imports make of a dotted text: "registry.publish" -> "neutron_lib.callbacks.registry.
// publish"; empty if its first names are no import.
std::string imported(const CollectInput& input, std::string_view written) {
  for (std::size_t end = written.size(); end != std::string_view::npos && end > 0;
       end = written.rfind('.', end - 1)) {
    const auto found = input.imports.find(std::string(written.substr(0, end)));
    if (found != input.imports.end())
      return found->second + std::string(written.substr(end));
  }
  return {};
}

bool isPlainPath(std::string_view written) {
  return written.find_first_of("()[]") == std::string_view::npos;
}

bool ofProgram(const CollectInput& input, std::string_view dotted) {
  const std::string_view root = dotted.substr(0, dotted.find('.'));
  const Symbol symbol = input.context.symbols.find(root);
  return symbol != kNoSymbol && input.context.program.importedModule(symbol, 0) != kNoSymbol;
}

const SurfaceRow* rowOfMember(const FunctionContext& context, ModelId type, std::string_view name,
                              int depth) {
  if (type == kNoModel || depth == 0)
    return nullptr;
  if (const SurfaceRow* row =
          context.models.surfaces().find(context.models.dottedName(type) + "." + std::string(name)))
    return row;
  const std::vector<ModelId>& bases = context.models[type].bases;
  for (const ModelId base : bases)
    if (const SurfaceRow* row = rowOfMember(context, base, name, depth - 1))
      return row;
  return nullptr;
}

// The first row that says more than that nothing is the matter; else one that says that.
const SurfaceRow* rowOfName(const CollectInput& input, NodeId callee, const std::string& written,
                            const std::string& dotted, std::span<const ModelId> ids) {
  const FunctionContext& context = input.context;
  const Surfaces& surfaces = context.models.surfaces();
  const SurfaceRow* harmless = nullptr;
  const auto telling = [&](const SurfaceRow* row) {
    if (row != nullptr && row->as == SurfaceKind::None)
      harmless = row;
    return row != nullptr && row->as != SurfaceKind::None;
  };
  for (const ModelId id : ids)
    if (const SurfaceRow* row = surfaces.find(context.models.dottedName(id)); telling(row))
      return row;
  const Node& node = context.ast[callee];
  if (node.kind == NodeKind::Attribute)
    for (const TypeRef& type : context.valueOf(node.a).types)
      if (type.kind == TypeKind::Instance || type.kind == TypeKind::Model)
        if (const SurfaceRow* row =
                rowOfMember(context, type.id, context.text(node.symbol), kMaxBases);
            telling(row))
          return row;
  if (!dotted.empty())
    if (const SurfaceRow* row = surfaces.find(dotted); telling(row))
      return row;
  const SurfaceRow* row = surfaces.findWritten(
      written, [&](const std::string& library) { return context.program.imports(library); });
  return telling(row) ? row : harmless;
}

void addMethods(const CollectInput& input, Symbol className, std::string_view prefix, int depth,
                std::vector<std::string>& out) {
  const ClassInfo* info = input.context.program.classInfo(className);
  if (info == nullptr || depth == 0)
    return;
  const std::vector<TypeRef> bases = info->bases;
  for (const auto& [name, key] : info->methods)
    if (input.context.text(name).starts_with(prefix) && out.size() < kMaxChosen)
      out.push_back(absoluteKey(input, key));
  for (const TypeRef& base : bases)
    if (base.kind == TypeKind::LocalClass)
      addMethods(input, base.id, prefix, depth - 1, out);
}

// `act = getattr(self, "_create_%s" % what)`: the methods whose names begin so.
void addChosenByName(const CollectInput& input, NodeId callee, std::vector<std::string>& out) {
  const FunctionContext& context = input.context;
  const Ast& ast = context.ast;
  if (ast[callee].kind != NodeKind::Name || context.className == kNoSymbol)
    return;
  for (const NodeId id : context.code.of(NodeKind::Assign)) {
    const Node& node = ast[id];
    if (node.a == kNoNode || ast[node.a].kind != NodeKind::Call ||
        ast[ast.list(node)[0]].kind != NodeKind::Name ||
        ast[ast.list(node)[0]].symbol != ast[callee].symbol)
      continue;
    const Node& call = ast[node.a];
    const auto arguments = ast.list(call);
    if (written(context, call.a) != "getattr" || arguments.size() < 2 ||
        written(context, arguments[0]) != "self")
      continue;
    const std::string_view prefix = knownPrefix(context.valueOf(arguments[1]));
    if (prefix.size() > 3)
      addMethods(input, context.className, prefix, kMaxBases, out);
  }
}

void addFunctions(const CollectInput& input, NodeId callee, std::vector<std::string>& out) {
  const FunctionContext& context = input.context;
  for (const TypeRef& type : context.valueOf(callee).types) {
    Symbol key = kNoSymbol;
    if (type.kind == TypeKind::LocalFunction || type.kind == TypeKind::LocalMethod)
      key = type.id;
    else if (type.kind == TypeKind::LocalClass) {
      out.push_back(absoluteKey(input, type.id));
      if (const Symbol init = context.symbols.find("__init__"); init != kNoSymbol)
        key = context.program.method(type.id, init);
    }
    if (key != kNoSymbol)
      out.push_back(absoluteKey(input, key));
  }
  if (out.empty())
    addChosenByName(input, callee, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

} // namespace

std::string absoluteKey(const CollectInput& input, Symbol key) {
  const std::string_view text = input.context.text(key);
  if (text.find(':') != std::string_view::npos)
    return std::string(text);
  return std::string(input.module) + ":" + std::string(text);
}

std::string written(const FunctionContext& context, NodeId expression) {
  const Node& node = context.ast[expression];
  switch (node.kind) {
  case NodeKind::Name:
    return std::string(context.text(node.symbol));
  case NodeKind::Attribute:
    return written(context, node.a) + "." + std::string(context.text(node.symbol));
  case NodeKind::Call:
    return written(context, node.a) + "()";
  case NodeKind::Subscript:
    return written(context, node.a) + "[]";
  case NodeKind::Await:
    return written(context, node.a);
  default:
    return "()";
  }
}

std::string excerpt(const FunctionContext& context, NodeId expression) {
  std::string out;
  for (const char c : context.ast.text(expression)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\\';
    if (!space)
      out.push_back(c);
    else if (!out.empty() && out.back() != ' ')
      out.push_back(' ');
  }
  if (out.size() <= kMaxExcerpt)
    return out;
  std::size_t end = kMaxExcerpt;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80)
    --end;
  return out.substr(0, end) + "...";
}

Callee calleeOf(const CollectInput& input, NodeId call) {
  const FunctionContext& context = input.context;
  const NodeId target = context.ast[call].a;
  Callee out;
  out.written = written(context, target);
  addFunctions(input, target, out.callees);
  const std::span<const ModelId> ids = context.apisOf(call);
  const std::string dotted =
      isPlainPath(out.written) ? imported(input, out.written) : std::string();
  out.row = rowOfName(input, target, out.written, dotted, ids);
  out.api = !dotted.empty() ? dotted : out.written;
  out.external = out.row == nullptr && out.callees.empty() && ids.empty() && !dotted.empty() &&
                 !ofProgram(input, dotted);
  return out;
}

const SurfaceRow* rowOf(const CollectInput& input, NodeId expression) {
  const FunctionContext& context = input.context;
  if (context.ast[expression].kind == NodeKind::Call)
    return calleeOf(input, expression).row;
  const std::string text = written(context, expression);
  return rowOfName(input, expression, text, isPlainPath(text) ? imported(input, text) : "",
                   context.namesOf(expression));
}

bool entersTransaction(const FunctionContext& context, NodeId expression) {
  if (isTransaction(context, expression))
    return true;
  const bool called = context.ast[expression].kind == NodeKind::Call;
  for (const ModelId id : called ? context.apisOf(expression) : context.namesOf(expression))
    for (const TransactionRow& row : context.models[id].effects.transactions)
      if (row.as == TransactionRow::As::Scope)
        return true;
  return false;
}

} // namespace pysecd::review
