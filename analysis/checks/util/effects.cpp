#include "analysis/checks/util/effects.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd {

namespace {

// The models whose rows tell what entering or calling the expression does.
std::vector<ModelId> modelsOf(const FunctionContext& context, NodeId expression) {
  std::vector<ModelId> ids = context.modelsOf(expression);
  for (const TypeRef& type : context.valueOf(expression).types)
    if (type.kind == TypeKind::Instance)
      ids.push_back(type.id);
  return ids;
}

bool soundsLikeLock(const FunctionContext& context, NodeId expression) {
  const NodeKind kind = context.ast[expression].kind;
  const std::string_view name = lastName(context, expression);
  return (kind == NodeKind::Name || kind == NodeKind::Attribute || kind == NodeKind::Call ||
          kind == NodeKind::Subscript) &&
         mentions(name, {"lock", "locks", "rlock", "mutex", "semaphore", "synchronized"}) &&
         !mentions(name, {"block", "clock", "unlock", "unlocked", "locked"});
}

} // namespace

bool isLock(const FunctionContext& context, NodeId expression) {
  const std::vector<ModelId> ids = modelsOf(context, expression);
  const bool modelled = std::any_of(ids.begin(), ids.end(), [&](ModelId id) {
    const auto& rows = context.models[id].effects.locks;
    return std::any_of(rows.begin(), rows.end(),
                       [](const LockRow& row) { return row.as == LockRow::As::Scope; });
  });
  return modelled || (ids.empty() && soundsLikeLock(context, expression));
}

bool isTransaction(const FunctionContext& context, NodeId expression) {
  const std::vector<ModelId> ids = modelsOf(context, expression);
  return std::any_of(ids.begin(), ids.end(), [&](ModelId id) {
    const auto& rows = context.models[id].effects.transactions;
    return std::any_of(rows.begin(), rows.end(), [](const TransactionRow& row) {
      return row.as == TransactionRow::As::Scope && !row.readOnly;
    });
  });
}

Wait waitOf(const FunctionContext& context, NodeId call) {
  for (const ModelId id : context.apisOf(call))
    if (context.models[id].effects.waits != Wait::No)
      return context.models[id].effects.waits;
  return Wait::No;
}

bool actsOnTransaction(const FunctionContext& context, NodeId call, TransactionRow::As as) {
  const std::span<const ModelId> ids = context.apisOf(call);
  return std::any_of(ids.begin(), ids.end(), [&](ModelId id) {
    const auto& rows = context.models[id].effects.transactions;
    return std::any_of(rows.begin(), rows.end(),
                       [&](const TransactionRow& row) { return row.as == as; });
  });
}

void EffectsVisitor::walkAll() {
  for (const NodeId function : bodiesOf(context_))
    if (concerns(function)) {
      function_ = function;
      around_ = transactionAround(function);
      begin(function);
      walkHeld(context_, function, *this);
    }
}

NodeId EffectsVisitor::transactionAround(NodeId function) const {
  const Node& node = context_.ast[function];
  if (node.kind == NodeKind::FunctionDef && node.c != kNoNode)
    for (const NodeId decorator : context_.ast.list(node.c))
      if (isTransaction(context_, decorator))
        return decorator;
  return kNoNode;
}

void EffectsVisitor::expression(NodeId id, HeldSet& held) {
  if (context_.ast[id].kind != NodeKind::Call)
    return;
  if (around_ != kNoNode)
    held.add({kTransaction, context_.ast.text(around_), around_, true});
  inside(id, held);
}

void EffectsVisitor::enter(NodeId withItem, HeldSet& held) {
  const NodeId entered = context_.ast[withItem].a;
  if (isLock(context_, entered))
    held.add({kLock, context_.ast.text(entered), entered, true});
  if (isTransaction(context_, entered))
    held.add({kTransaction, context_.ast.text(entered), entered, true});
}

void EffectsVisitor::leave(NodeId withItem, HeldSet& held) {
  const NodeId entered = context_.ast[withItem].a;
  held.removeIf([&](const Held& item) {
    return (item.kind == kLock || item.kind == kTransaction) && item.since == entered;
  });
}

} // namespace pysecd
