#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/held_walk.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/record_access.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr int kLoaded = 10;
constexpr int kTested = 11;
constexpr int kChanged = 12;

// A record is loaded without a lock, changed by what it held, and saved.
class Visitor final : public EffectsVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : EffectsVisitor(context), reporter_(reporter) {}

private:
  bool concerns(NodeId function) override {
    return anyRuns(context_, NodeKind::Call, function,
                   [&](NodeId id) { return savesRecord(context_, id); }) &&
           anyRuns(context_, NodeKind::Call, function,
                   [&](NodeId id) { return loadsRecord(context_, id); });
  }

  void statement(NodeId id, HeldSet& held) override {
    const Ast& ast = context_.ast;
    const Node& node = ast[id];
    if (node.kind == NodeKind::AugAssign) {
      change(id, node.a, node.b, held);
    } else if (node.kind == NodeKind::Assign && node.listSize == 1) {
      const NodeId target = ast.list(node)[0];
      if (ast[target].kind == NodeKind::Name) {
        held.removeIf([&](const Held& item) {
          return item.kind >= kLoaded && item.what == ast.text(target);
        });
        if (loadsRecord(context_, node.a) && held.find(kLock) == nullptr)
          held.add({kLoaded, ast.text(target), id, true});
      } else if (anyInside(ast, node.a,
                           [&](NodeId part) { return ast.text(part) == ast.text(target); })) {
        change(id, target, node.a, held);
      }
    }
  }

  // `record.field += amount`; an expression that the database evaluates is fine.
  void change(NodeId statement, NodeId target, NodeId value, HeldSet& held) {
    const Ast& ast = context_.ast;
    if (ast[target].kind != NodeKind::Attribute || evaluatedByDatabase(context_, value))
      return;
    const std::string_view record = ast.text(ast[target].a);
    const Held* loaded = held.find(kLoaded, record);
    // What was tested before is for another check to tell.
    if (loaded != nullptr && held.find(kTested, record) == nullptr)
      held.add({kChanged, record, statement, true});
  }

  void branch(NodeId test, bool /*holds*/, HeldSet& held) override {
    if (const auto record = testedRecord(context_, test); !record.empty())
      held.add({kTested, record, test, true});
  }

  void inside(NodeId call, HeldSet& held) override {
    if (!savesRecord(context_, call) || held.find(kLock) != nullptr)
      return;
    const bool commits = commitsSession(context_, call);
    const std::string_view saved =
        commits ? std::string_view() : context_.ast.text(context_.ast[context_.ast[call].a].a);
    for (const Held& item : held.all())
      if (item.kind == kChanged && (commits || item.what == saved))
        reporter_.report(context_, item.since,
                         {{},
                          {},
                          {{context_.ast[call].range(),
                            "here it overwrites what others have saved",
                            {},
                            {},
                            {}}},
                          {},
                          {}});
  }

  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  Visitor(context, reporter).walkAll();
}

} // namespace

constexpr Check lost_update{
    .severity = Severity::Warning,
    .cwe = 362,
    .message =
        "two requests that read the same value here both write their own: one update is lost",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
