#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr std::string_view kSends[] = {"delay",     "apply_async",    "send_task",
                                       "send_mail", "send_mass_mail", "enqueue"};

class Visitor final : public EffectsVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : EffectsVisitor(context), reporter_(reporter) {}

private:
  bool sends(NodeId call) const {
    const std::string_view callee = calleeName(context_, call);
    return context_.ast[call].kind == NodeKind::Call &&
           std::find(std::begin(kSends), std::end(kSends), callee) != std::end(kSends);
  }

  bool concerns(NodeId function) override {
    return anyRuns(context_, NodeKind::Call, function, [&](NodeId id) { return sends(id); });
  }

  void inside(NodeId call, HeldSet& held) override {
    const Held* transaction = held.find(kTransaction);
    if (transaction == nullptr || !sends(call))
      return;
    Report report;
    report.notes = {{context_.ast[transaction->since].range(), "the transaction", {}, {}, {}}};
    if (auto fix = afterCommit(call))
      report.fixes = {std::move(*fix)};
    reporter_.report(context_, call, std::move(report));
  }

  // `transaction.on_commit(lambda: task.delay(...))`, for a statement of its own in Django.
  std::optional<Fix> afterCommit(NodeId call) const {
    const Ast& ast = context_.ast;
    const bool statement = std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
      return node.kind == NodeKind::ExpressionStatement && node.a == call;
    });
    std::string module = context_.program.importedAs("django.db.transaction");
    if (!statement || module.empty())
      return std::nullopt;
    const Node& node = ast[call];
    return Fix{
        "send it when the transaction is committed",
        {{{node.begin, node.begin}, module + ".on_commit(lambda: "}, {{node.end, node.end}, ")"}},
        Safety::Safe,
        true,
        {}};
  }

  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  Visitor(context, reporter).walkAll();
}

} // namespace

constexpr Check task_before_commit{
    .severity = Severity::Warning,
    .cwe = 362,
    .message = "this may be worked on before the transaction is committed, or although it never is",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
