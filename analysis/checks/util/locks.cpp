#include "analysis/checks/util/locks.h"

#include "analysis/checks/util/inside.h"

namespace pysecd {

namespace {

// Bound in this function, so that it is not the module's.
bool isBoundHere(const FunctionContext& context, Symbol name) {
  const Ast& ast = context.ast;
  bool bound = false;
  for (const Node& node : ast.nodes) {
    if (node.kind == NodeKind::Global)
      for (const NodeId id : ast.list(node))
        if (ast[id].symbol == name)
          return false;
    const auto binds = [&](NodeId target) {
      bound |= ast[target].kind == NodeKind::Name && ast[target].symbol == name;
    };
    bound |= node.kind == NodeKind::Parameter && node.symbol == name;
    if (node.kind == NodeKind::Assign)
      for (const NodeId target : ast.list(node))
        binds(target);
    if (node.kind == NodeKind::For || node.kind == NodeKind::CompFor ||
        node.kind == NodeKind::NamedExpression)
      binds(node.a);
    if (node.kind == NodeKind::WithItem)
      binds(node.b);
  }
  return bound && !context.isModule();
}

} // namespace

std::string sharedName(const FunctionContext& context, NodeId expression) {
  const Ast& ast = context.ast;
  const Node& node = ast[expression];
  const std::string name(context.text(node.symbol));
  if (node.kind == NodeKind::Name)
    return context.program.global(node.symbol) && !isBoundHere(context, node.symbol)
               ? name
               : std::string();
  if (node.kind != NodeKind::Attribute || ast[node.a].kind != NodeKind::Name ||
      context.className == kNoSymbol)
    return {};
  const std::string_view owner = context.text(ast[node.a].symbol);
  const std::string_view ofClass = context.text(context.className);
  return owner == "self" || owner == "cls" || owner == ofClass ? std::string(ofClass) + "." + name
                                                               : std::string();
}

std::string lockName(const FunctionContext& context, NodeId expression) {
  const Node& node = context.ast[expression];
  if (node.kind != NodeKind::Call)
    return sharedName(context, expression);
  const auto arguments = context.ast.list(node);
  const bool named = !arguments.empty() && context.constantText(arguments[0]);
  return named ? std::string(context.ast.text(expression)) : std::string();
}

void LockVisitor::walk() {
  function_ = context_.ast.root;
  walkHeld(context_, function_, *this);
}

void LockVisitor::enter(NodeId withItem, HeldSet& held) {
  const NodeId entered = context_.ast[withItem].a;
  if (isLock(context_, entered))
    locks(entered, held);
  EffectsVisitor::enter(withItem, held);
}

void LockVisitor::inside(NodeId call, HeldSet& held) {
  const std::string_view name = calleeName(context_, call);
  if (name == "acquire" || name == "release") {
    const NodeId lock = context_.ast[context_.ast[call].a].a;
    if (lock != kNoNode && isLock(context_, lock)) {
      const std::string_view text = context_.ast.text(lock);
      if (name == "acquire") {
        locks(lock, held);
        held.add({kLock, text, lock, true});
      } else {
        held.remove(kLock, text);
      }
      return;
    }
  }
  calls(call, held);
}

} // namespace pysecd
