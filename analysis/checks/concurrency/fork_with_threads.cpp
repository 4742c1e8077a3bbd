#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/held_walk.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr int kThreads = 1;

class Visitor final : public HeldVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : context_(context), reporter_(reporter) {}

private:
  void expression(NodeId id, HeldSet& held) override {
    if (context_.ast[id].kind != NodeKind::Call)
      return;
    const std::string_view callee = calleeName(context_, id);
    const std::string_view receiver = receiverName(context_, id);
    const bool starts = callee == "start" && mentions(receiver, {"thread", "threads", "worker"});
    if (starts || callee == "ThreadPoolExecutor" || callee == "start_new_thread")
      held.add({kThreads, {}, id, true});
    const Held* threads = held.find(kThreads);
    if (threads != nullptr && (callee == "fork" || callee == "forkpty") && receiver == "os")
      reporter_.report(
          context_, id,
          {{},
           {},
           {{context_.ast[threads->since].range(), "threads run from here on", {}, {}, {}}},
           {},
           {}});
  }

  const FunctionContext& context_;
  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  const bool forks = std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::Call && ast[node.a].kind == NodeKind::Attribute &&
           context.text(ast[node.a].symbol).starts_with("fork");
  });
  if (!forks)
    return;
  Visitor visitor(context, reporter);
  for (const NodeId body : bodiesOf(context))
    walkHeld(context, body, visitor);
}

} // namespace

constexpr Check fork_with_threads{
    .severity = Severity::Information,
    .cwe = 362,
    .message = "the child has this thread only, and every lock that another one held stays taken",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
