#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

bool leavesProcess(Wait wait) {
  return wait == Wait::Network || wait == Wait::Sleep || wait == Wait::Process ||
         wait == Wait::Input;
}

class Visitor final : public EffectsVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : EffectsVisitor(context), reporter_(reporter) {}

private:
  bool concerns(NodeId function) override {
    return transactionAround(function) != kNoNode || precommit(function) ||
           anyRuns(context_, NodeKind::WithItem, function,
                   [&](NodeId id) { return isTransaction(context_, context_.ast[id].a); });
  }

  // ML2 calls these hooks of drivers inside its own transaction.
  bool precommit(NodeId function) const {
    const Node& node = context_.ast[function];
    return node.kind == NodeKind::FunctionDef && function == context_.ast.root &&
           context_.className != kNoSymbol && context_.text(node.symbol).ends_with("_precommit");
  }

  void inside(NodeId call, HeldSet& held) override {
    const bool hook = precommit(function_);
    if ((held.find(kTransaction) == nullptr && !hook) || !leavesProcess(waitOf(context_, call)))
      return;
    Report report;
    if (const Held* transaction = held.find(kTransaction))
      report.notes = {{context_.ast[transaction->since].range(), "the transaction", {}, {}, {}}};
    reporter_.report(context_, context_.ast[call].a, std::move(report));
  }

  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  Visitor(context, reporter).walkAll();
}

} // namespace

constexpr Check external_call_in_transaction{
    .severity = Severity::Warning,
    .cwe = 833,
    .message = "the transaction holds its locks for as long as this takes, and cannot undo it",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
