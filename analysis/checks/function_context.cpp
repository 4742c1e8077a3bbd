#include "analysis/checks/function_context.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr int kMaxBases = 16;

void add(std::vector<ModelId>& ids, ModelId id) {
  if (id != kNoModel && std::find(ids.begin(), ids.end(), id) == ids.end())
    ids.push_back(id);
}

bool modelDerives(const ModelSet& models, ModelId from, ModelId base, int depth) {
  if (from == base)
    return true;
  const std::vector<ModelId>& bases = models[from].bases;
  return depth > 0 && std::any_of(bases.begin(), bases.end(), [&](ModelId next) {
           return modelDerives(models, next, base, depth - 1);
         });
}

bool localDerives(const FunctionContext& context, Symbol localClass, ModelId base, int depth) {
  const ClassInfo* info = context.program.classInfo(localClass);
  if (info == nullptr || depth == 0)
    return false;
  const std::vector<TypeRef> bases = info->bases;
  return std::any_of(bases.begin(), bases.end(), [&](const TypeRef& next) {
    return next.kind == TypeKind::Model ? modelDerives(context.models, next.id, base, kMaxBases)
                                        : next.kind == TypeKind::LocalClass &&
                                              localDerives(context, next.id, base, depth - 1);
  });
}

void addModelledBases(const FunctionContext& context, Symbol localClass, std::vector<ModelId>& ids,
                      int depth) {
  const ClassInfo* info = context.program.classInfo(localClass);
  if (info == nullptr || depth == 0)
    return;
  const std::vector<TypeRef> bases = info->bases;
  for (const TypeRef& base : bases)
    if (base.kind == TypeKind::Model)
      add(ids, base.id);
    else if (base.kind == TypeKind::LocalClass)
      addModelledBases(context, base.id, ids, depth - 1);
}

} // namespace

FunctionContext::FunctionContext(const Ast& theAst, const FunctionFlow& theFlow,
                                 const ModelSet& theModels, const SymbolTable& theSymbols,
                                 Program& theProgram, const FileFacts& theFile, Symbol theClass)
    : ast(theAst), flow(theFlow), models(theModels), symbols(theSymbols), program(theProgram),
      file(theFile), className(theClass), code(theAst) {
  for (const NodeId call : code.of(NodeKind::Call))
    addApis(call);
}

void FunctionContext::addApis(NodeId call) {
  const Node& node = ast[call];
  if (!reached(node.a))
    return;
  std::vector<ModelId> ids;
  const Node& callee = ast[node.a];
  const Value& target = valueOf(node.a);
  for (const TypeRef& type : target.types) {
    if (type.kind == TypeKind::Model) {
      add(ids, type.id);
    } else if (type.kind == TypeKind::Instance) {
      const Symbol dunder = symbols.find("__call__");
      if (dunder != kNoSymbol)
        add(ids, models.member(type.id, dunder));
    } else if (type.kind == TypeKind::LocalClass) {
      const Symbol init = symbols.find("__init__");
      if (init == kNoSymbol || program.method(type.id, init) == kNoSymbol)
        addModelledBases(*this, type.id, ids, kMaxBases);
    }
  }
  if (target.types.empty() && callee.kind == NodeKind::Attribute && valueOf(callee.a).types.empty())
    add(ids, models.anyReceiver(callee.symbol));
  if (ids.empty())
    return;
  const auto begin = static_cast<std::uint32_t>(apis_.size());
  apis_.insert(apis_.end(), ids.begin(), ids.end());
  calls_.push_back({call, begin, static_cast<std::uint32_t>(apis_.size())});
}

std::span<const ModelId> FunctionContext::apisOf(NodeId call) const {
  const auto found =
      std::lower_bound(calls_.begin(), calls_.end(), call,
                       [](const Apis& apis, NodeId wanted) { return apis.call < wanted; });
  if (found == calls_.end() || found->call != call)
    return {};
  return std::span(apis_).subspan(found->begin, found->end - found->begin);
}

std::vector<ModelId> FunctionContext::modelledBases(Symbol localClass) const {
  std::vector<ModelId> ids;
  addModelledBases(*this, localClass, ids, kMaxBases);
  return ids;
}

std::vector<ModelId> FunctionContext::namesOf(NodeId expression) const {
  std::vector<ModelId> ids;
  for (const TypeRef& type : valueOf(expression).types)
    if (type.kind == TypeKind::Model)
      add(ids, type.id);
  return ids;
}

std::vector<ModelId> FunctionContext::modelsOf(NodeId expression) const {
  if (ast[expression].kind != NodeKind::Call)
    return namesOf(expression);
  const std::span<const ModelId> apis = apisOf(expression);
  return {apis.begin(), apis.end()};
}

bool FunctionContext::calls(NodeId call, std::string_view dotted) const {
  const std::span<const ModelId> ids = apisOf(call);
  return std::any_of(ids.begin(), ids.end(),
                     [&](ModelId id) { return models.isNamed(id, dotted); });
}

bool FunctionContext::isInstance(const Value& value, std::string_view dottedClass) const {
  if (value.types.empty())
    return false;
  const ModelId wanted = models.find(dottedClass);
  return wanted != kNoModel &&
         std::any_of(value.types.begin(), value.types.end(), [&](const TypeRef& type) {
           return type.kind == TypeKind::Instance
                      ? modelDerives(models, type.id, wanted, kMaxBases)
                      : type.kind == TypeKind::LocalInstance &&
                            localDerives(*this, type.id, wanted, kMaxBases);
         });
}

bool FunctionContext::derivesFrom(Symbol localClass, std::string_view dottedClass) const {
  const ModelId wanted = models.find(dottedClass);
  return wanted != kNoModel && localDerives(*this, localClass, wanted, kMaxBases);
}

std::optional<std::string_view> FunctionContext::constantText(NodeId node) const {
  const auto& constant = valueOf(node).constant;
  if (!constant ||
      (constant->kind != Constant::Kind::Str && constant->kind != Constant::Kind::Bytes))
    return std::nullopt;
  return constant->text;
}

std::optional<std::int64_t> FunctionContext::constantInt(NodeId node) const {
  const auto& constant = valueOf(node).constant;
  if (!constant || constant->kind != Constant::Kind::Int)
    return std::nullopt;
  return constant->integer;
}

std::optional<bool> FunctionContext::constantBool(NodeId node) const {
  const auto& constant = valueOf(node).constant;
  if (!constant || constant->kind != Constant::Kind::Bool)
    return std::nullopt;
  return constant->integer != 0;
}

} // namespace pysecd
