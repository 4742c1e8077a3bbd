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
constexpr int kAbsent = 13; // a row was looked for

class Visitor final : public EffectsVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : EffectsVisitor(context), ast_(context.ast), reporter_(reporter) {}

private:
  bool concerns(NodeId function) override {
    return anyRuns(context_, NodeKind::Call, function,
                   [&](NodeId id) {
                     return savesRecord(context_, id) || !createdModel(context_, id).empty();
                   }) &&
           anyRuns(context_, NodeKind::Call, function, [&](NodeId id) {
             return loadsRecord(context_, id) || !lookedUpModel(context_, id).empty();
           });
  }

  void statement(NodeId id, HeldSet& held) override {
    const Node& node = ast_[id];
    const NodeId target = node.kind == NodeKind::AugAssign                      ? node.a
                          : node.kind == NodeKind::Assign && node.listSize == 1 ? ast_.list(node)[0]
                                                                                : kNoNode;
    if (target == kNoNode)
      return;
    if (ast_[target].kind == NodeKind::Name && node.kind == NodeKind::Assign) {
      held.removeIf(
          [&](const Held& item) { return item.kind >= kLoaded && item.what == ast_.text(target); });
      if (held.find(kLock) == nullptr && loadsRecord(context_, node.a))
        held.add({kLoaded, ast_.text(target), id, true});
    } else if (ast_[target].kind == NodeKind::Attribute &&
               !evaluatedByDatabase(context_, node.kind == NodeKind::AugAssign ? node.b : node.a)) {
      const std::string_view record = ast_.text(ast_[target].a);
      const Held* tested = held.find(kTested, record);
      if (tested != nullptr && testsField(tested->since, target))
        held.add({kChanged, record, tested->since, true});
    }
  }

  // The field that is changed is the one that was tested.
  bool testsField(NodeId test, NodeId field) const {
    return anyInside(ast_, test, [&](NodeId id) { return ast_.text(id) == ast_.text(field); });
  }

  void branch(NodeId test, bool holds, HeldSet& held) override {
    const std::string_view record = testedRecord(context_, test);
    if (!record.empty() && held.find(kLoaded, record) != nullptr)
      held.add({kTested, record, test, true});
    // Only a direct look-up: `if not Model.objects.filter(...).exists()`.
    if (const std::string_view model = lookedUpModel(context_, test);
        !model.empty() && !holds && held.find(kLock) == nullptr)
      held.add({kAbsent, model, test, true});
  }

  void inside(NodeId call, HeldSet& held) override {
    if (held.find(kLock) != nullptr)
      return;
    if (const std::string_view model = createdModel(context_, call); !model.empty()) {
      const Held* absent = held.find(kAbsent, model);
      if (absent != nullptr && absent->always && !handlesConflict(call))
        report(call, absent->since);
    }
    if (!savesRecord(context_, call))
      return;
    const bool commits = commitsSession(context_, call);
    for (const Held& item : held.all())
      if (item.kind == kChanged && (commits || item.what == ast_.text(ast_[ast_[call].a].a)))
        report(item.since, call);
  }

  // An IntegrityError, of a unique constraint, is handled.
  bool handlesConflict(NodeId call) const {
    return std::any_of(ast_.nodes.begin(), ast_.nodes.end(), [&](const Node& node) {
      return node.kind == NodeKind::Try && node.listSize != 0 &&
             ast_[node.a].begin <= ast_[call].begin && ast_[call].end <= ast_[node.a].end;
    });
  }

  void report(NodeId at, NodeId other) {
    Report report;
    report.notes = {{ast_[other].range(), "the other half of it", {}, {}, {}}};
    if (auto fix = lockRow(at))
      report.fixes.push_back(std::move(*fix));
    else
      report.whyNoFix = "make it one step: get_or_create(), update() with a condition, or a unique "
                        "constraint whose error is handled";
    reporter_.report(context_, at, std::move(report));
  }

  // `Model.objects.get(...)` becomes `Model.objects.select_for_update().get(...)` where the record
  // that is tested was loaded.
  std::optional<Fix> lockRow(NodeId test) const {
    const std::string_view record = testedRecord(context_, test);
    for (NodeId id = 1; id < ast_.nodes.size() && !record.empty(); ++id) {
      const Node& node = ast_[id];
      if (node.kind != NodeKind::Assign || node.listSize != 1 || node.end > ast_[test].begin ||
          ast_.text(ast_.list(node)[0]) != record || !loadsRecord(context_, node.a))
        continue;
      std::optional<ByteOffset> objects;
      visitInside(ast_, node.a, [&](NodeId part) {
        if (ast_[part].kind == NodeKind::Attribute && context_.text(ast_[part].symbol) == "objects")
          objects = ast_[part].end;
        return true;
      });
      if (objects)
        return Fix{"lock the row, inside a transaction",
                   {{{*objects, *objects}, ".select_for_update()"}},
                   Safety::Unsafe, // outside of a transaction it is an error
                   true,
                   {}};
    }
    return std::nullopt;
  }

  const Ast& ast_;
  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  Visitor(context, reporter).walkAll();
}

} // namespace

constexpr Check check_then_act_unlocked{
    .severity = Severity::Warning,
    .cwe = 362,
    .message = "another request can do the same between this test and what is done about it",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
