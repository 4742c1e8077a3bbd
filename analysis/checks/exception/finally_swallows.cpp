#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"

namespace pysecd::checks::exception {

namespace {

// `break` and `continue` of a loop inside the block stay inside it.
void reportJumps(const FunctionContext& context, NodeId block, Reporter& reporter, bool inLoop) {
  const Ast& ast = context.ast;
  visitInside(ast, block, [&](NodeId id) {
    const NodeKind kind = ast[id].kind;
    if (kind == NodeKind::Return ||
        (!inLoop && (kind == NodeKind::Break || kind == NodeKind::Continue)))
      reporter.report(context, id);
    if (kind == NodeKind::For || kind == NodeKind::While) {
      reportJumps(context, kind == NodeKind::For ? ast[id].c : ast[id].b, reporter, true);
      return false;
    }
    return true;
  });
}

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId id : context.code.of(NodeKind::Try))
    if (context.ast[id].c != kNoNode)
      reportJumps(context, context.ast[id].c, reporter, false);
}

} // namespace

constexpr Check finally_swallows{
    .severity = Severity::Warning,
    .cwe = 584,
    .message = "leaving the finally block this way drops the exception that is under way",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::exception
