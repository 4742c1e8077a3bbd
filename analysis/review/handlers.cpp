#include "analysis/review/handlers.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/log_calls.h"
#include "analysis/checks/util/values.h"
#include "analysis/review/words.h"

namespace pysecd::review {

std::string whatHandlerDoes(const CollectInput& input, NodeId id) {
  const FunctionContext& context = input.context;
  const Ast& ast = context.ast;
  const Node& handler = ast[id];
  bool raises = false, again = false, logs = false, returns = false, acts = false;
  visitInside(ast, handler.b, [&](NodeId node) {
    const Node& at = ast[node];
    if (at.kind == NodeKind::Raise) {
      raises = true;
      again |= at.a == kNoNode;
    }
    returns |= at.kind == NodeKind::Return;
    if (at.kind == NodeKind::Call) {
      const SurfaceRow* row = rowOf(input, node);
      const bool keeps = row != nullptr && row->as == SurfaceKind::Reraise;
      again |= keeps;
      const bool log = !loggedBy(context, node).empty();
      logs |= log;
      acts |= !log && !keeps;
    }
    acts |= at.kind == NodeKind::Assign || at.kind == NodeKind::AugAssign;
    return true;
  });
  std::string words = catchesAll(context, id) ? "catches everything; " : "one kind of failure; ";
  if (logs)
    words += "logged, ";
  if (again)
    words += acts ? "cleaned up and raised again" : "raised again";
  else if (raises)
    words += "answered by another exception";
  else if (returns)
    words += "answered by a return";
  else if (acts)
    words += "answered by other work, and goes on";
  else
    words += logs ? "and goes on" : "ignored";
  return words;
}

bool readsOwner(const FunctionContext& context, NodeId expression) {
  const Node& node = context.ast[expression];
  const NodeId key = node.kind == NodeKind::Subscript                   ? node.b
                     : node.kind == NodeKind::Call && node.listSize > 0 ? context.ast.list(node)[0]
                                                                        : kNoNode;
  const auto text = key != kNoNode ? context.constantText(key) : std::nullopt;
  return text && (*text == "project_id" || *text == "tenant_id" || *text == "owner_id" ||
                  *text == "user_id" || *text == "owner");
}

bool testsOwner(const FunctionContext& context, NodeId call) {
  const std::string_view name = calleeName(context, call);
  const Node& target = context.ast[context.ast[call].a];
  return target.kind == NodeKind::Attribute && (name == "startswith" || name == "endswith") &&
         namesIdentity(endName(context, target.a));
}

bool isCleaned(const FunctionContext& context, NodeId expression) {
  const std::string_view name = lastName(context, expression);
  return name == "cleaned_data" || name == "validated_data";
}

} // namespace pysecd::review
