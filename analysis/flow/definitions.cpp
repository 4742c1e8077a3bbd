// Definitions of functions and classes, and what the module says of its classes.
#include "analysis/flow/evaluator.h"

namespace pysecd::flow {

void Evaluator::functionDef(NodeId id) {
  const Node& node = ast_[id];
  ValueId value = kBottom;
  if ((node.flags & kStub) != 0) {
    const auto key = stubKey_.find(id);
    value = key != stubKey_.end() ? values().typed({TypeKind::LocalFunction, key->second}, kObject)
                                  : values().unknown();
  } else {
    if (node.c != kNoNode)
      for (const NodeId decorator : ast_.list(node.c))
        eval(decorator);
    if (node.a != kNoNode)
      for (const NodeId parameter : ast_.list(node.a))
        eval(ast_[parameter].a);
    nestedDefined_.push_back(id);
    value = values().typed({TypeKind::Nested, id}, kObject);
  }
  if (const std::int32_t slot = in_.scopes.of(id); slot >= 0)
    state_.variables[static_cast<std::size_t>(slot)] = value;
}

// What a field so annotated holds, if that tells anything.
PortablePtr Evaluator::declaredType(NodeId annotation) {
  bool harmless = false;
  const ValueId type = annotated(annotation, harmless);
  return exportValue(values(), type, wholeHeap(state_), in_.symbols, ast_);
}

void Evaluator::classDef(NodeId id) {
  const Node& node = ast_[id];
  ClassInfo info;
  std::string qualified;
  for (const Symbol outer : classPath_)
    qualified.append(text(outer)).push_back('.');
  qualified += text(node.symbol);
  info.name = in_.symbols.intern(qualified);
  if (node.c != kNoNode)
    for (const NodeId decorator : ast_.list(node.c))
      eval(decorator);
  if (node.a != kNoNode)
    for (const NodeId base : ast_.list(node.a)) {
      if (ast_[base].kind == NodeKind::KeywordArgument) {
        eval(ast_[base].a);
        continue;
      }
      for (const TypeRef& type : values()[eval(base)].types)
        if (type.kind == TypeKind::Model || type.kind == TypeKind::LocalClass)
          info.bases.push_back(type);
    }
  classPath_.push_back(node.symbol);
  block(node.b);
  classPath_.pop_back();
  // What the body bound, by the statements that stand directly in it.
  const std::vector<ContentId> heap = wholeHeap(state_);
  const auto note = [&](NodeId bound, Symbol boundName) {
    const std::int32_t slot = in_.scopes.of(bound);
    if (slot < 0)
      return;
    if (const PortablePtr value = exportValue(
            values(), state_.variables[static_cast<std::size_t>(slot)], heap, in_.symbols, ast_))
      info.attributes.emplace_back(boundName, value);
  };
  for (const NodeId child : ast_.list(node.b)) {
    const Node& statement = ast_[child];
    if (statement.kind == NodeKind::FunctionDef) {
      if (const auto key = stubKey_.find(child); key != stubKey_.end())
        info.methods.emplace_back(statement.symbol, key->second);
    } else if (statement.kind == NodeKind::Assign) {
      for (const NodeId target : ast_.list(statement)) {
        if (ast_[target].kind != NodeKind::Name)
          continue;
        if (statement.b != kNoNode)
          info.declared.push_back({ast_[target].symbol, declaredType(statement.b)});
        note(target, ast_[target].symbol);
      }
    }
  }
  if (const std::int32_t slot = in_.scopes.of(id); slot >= 0)
    state_.variables[static_cast<std::size_t>(slot)] =
        values().typed({TypeKind::LocalClass, info.name}, kObject);
  out_.classes.push_back(std::move(info));
}

} // namespace pysecd::flow
