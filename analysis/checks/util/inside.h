// What stands inside a statement or expression: visits it in the order of the text without going
// into functions and classes defined there, whose code runs another time. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/syntax/walk.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace pysecd {

inline bool definesCode(NodeKind kind) {
  return kind == NodeKind::FunctionDef || kind == NodeKind::ClassDef || kind == NodeKind::Lambda;
}

// Calls visit(NodeId) for the node and all inside it; what it returns false for is not entered.
template <typename Visit> void visitInside(const Ast& ast, NodeId id, Visit&& visit) {
  if (id == kNoNode || !visit(id) || definesCode(ast[id].kind))
    return;
  forEachChildInOrder(ast, ast[id], [&](NodeId child) { visitInside(ast, child, visit); });
}

// True if `test(NodeId)` holds of the node or of one inside it.
template <typename Test> bool anyInside(const Ast& ast, NodeId id, Test&& test) {
  bool found = false;
  visitInside(ast, id, [&](NodeId node) {
    found = found || test(node);
    return !found;
  });
  return found;
}

// True if `test(NodeId)` holds of a node of that kind that runs when `body` does: a function or the
// Block of a module.
template <typename Test>
bool anyRuns(const FunctionContext& context, NodeKind kind, NodeId body, Test&& test) {
  const auto nodes = context.code.of(kind);
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](NodeId id) { return context.code.runsIn(id, body) && test(id); });
}

// The last name of what a call calls: "commit" of `self.session.commit()`; empty if it has none.
std::string_view calleeName(const FunctionContext& context, NodeId call);
// The last name of what a method is called on: "session" there; empty if it has none.
std::string_view receiverName(const FunctionContext& context, NodeId call);
// The last name of a name, an attribute, a call or an item: "b" of `a.b`, `a.b()` and `a["b"]`.
std::string_view lastName(const FunctionContext& context, NodeId expression);

// A handler that catches everything: bare, Exception or BaseException, alone or among others.
bool catchesAll(const FunctionContext& context, NodeId handler);

// The white space before the first token of the line on which the offset lies.
std::string_view indentAt(const Ast& ast, ByteOffset offset);

} // namespace pysecd
