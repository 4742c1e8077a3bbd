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

std::vector<ModelId> FunctionContext::apisOf(NodeId call) const {
  std::vector<ModelId> ids;
  const Node& node = ast[call];
  if (node.kind != NodeKind::Call || !reached(node.a))
    return ids;
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
  return ids;
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

bool FunctionContext::calls(NodeId call, std::string_view dotted) const {
  const ModelId wanted = models.find(dotted);
  const std::vector<ModelId> ids = apisOf(call);
  return wanted != kNoModel && std::find(ids.begin(), ids.end(), wanted) != ids.end();
}

bool FunctionContext::isInstance(const Value& value, std::string_view dottedClass) const {
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
