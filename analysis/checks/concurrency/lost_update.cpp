#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/held_walk.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/record_access.h"
#include "analysis/fixes/edit_builder.h"

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
        report(item.since, call, commits);
  }

  void report(NodeId change, NodeId save, bool commits) {
    Report report;
    report.notes = {
        {context_.ast[save].range(), "here it overwrites what others have saved", {}, {}, {}}};
    if (auto fix = commits ? std::nullopt : inTheDatabase(change))
      report.fixes.push_back(std::move(*fix));
    else
      report.whyNoFix = commits ? "let the database compute it: assign an expression of the "
                                  "model's column, or lock the row with with_for_update()"
                                : "the new value is not made of the old one and a number alone";
    reporter_.report(context_, change, std::move(report));
  }

  // `record.field += n` becomes `record.field = F("field") + n`, and so does the long form.
  std::optional<Fix> inTheDatabase(NodeId change) const {
    const Ast& ast = context_.ast;
    const Node& node = ast[change];
    const bool augmented = node.kind == NodeKind::AugAssign;
    const NodeId target = augmented ? node.a : ast.list(node)[0];
    const NodeId value = augmented ? node.b : node.a;
    const Node& sum = ast[value];
    const BinaryOp op = static_cast<BinaryOp>(augmented ? node.op : sum.op);
    if ((op != BinaryOp::Add && op != BinaryOp::Sub && op != BinaryOp::Mul) ||
        ast[ast[target].a].kind != NodeKind::Name || !isDjango())
      return std::nullopt;
    const auto spelled = spellName(context_, target, "django.db.models.F");
    if (!spelled)
      return std::nullopt;
    const std::string field =
        spelled->text + "(\"" + std::string(context_.text(ast[target].symbol)) + "\")";
    EditBuilder edits;
    if (augmented) {
      const std::string_view between =
          ast.source.substr(ast[target].end, ast[value].begin - ast[target].end);
      const std::size_t sign = between.find_first_not_of(" \t");
      if (sign == std::string_view::npos || between.find_first_of("#\\\n") != between.npos)
        return std::nullopt;
      const auto at = static_cast<ByteOffset>(ast[target].end + sign);
      edits.replace({at, at + 2}, "= " + field + " " + between[sign]);
      if (sum.kind == NodeKind::Conditional || sum.kind == NodeKind::BoolOp ||
          sum.kind == NodeKind::Compare || sum.kind == NodeKind::Lambda ||
          (sum.kind == NodeKind::Binary && between.find('(') == std::string_view::npos)) {
        edits.insert(sum.begin, "(");
        edits.insert(sum.end, ")");
      }
    } else if (sum.kind == NodeKind::Binary && ast.text(sum.a) == ast.text(target) &&
               !anyInside(ast, sum.b,
                          [&](NodeId part) { return ast.text(part) == ast.text(target); })) {
      edits.replace(ast[sum.a].range(), field);
    } else {
      return std::nullopt;
    }
    auto made = edits.take();
    if (!made)
      return std::nullopt;
    Fix fix{"let the database compute it",
            std::move(*made),
            isUsedLater(change, ast[target].a) ? Safety::Unsafe : Safety::Safe,
            true,
            {}};
    addImport(fix, *spelled);
    return fix;
  }

  bool isDjango() const {
    return std::any_of(context_.ast.nodes.begin(), context_.ast.nodes.end(), [&](const Node& node) {
      const std::string_view name = context_.text(node.symbol);
      return (node.kind == NodeKind::Attribute && name == "objects") ||
             (node.kind == NodeKind::Name && name == "get_object_or_404");
    });
  }

  // The record is used for more than being saved: its field would be read as an expression.
  bool isUsedLater(NodeId change, NodeId record) const {
    const Ast& ast = context_.ast;
    const std::vector<NodeId> parents = parentsOf(ast);
    for (NodeId id = 1; id < ast.nodes.size(); ++id) {
      if (ast[id].kind != NodeKind::Name || ast[id].symbol != ast[record].symbol ||
          ast[id].begin < ast[change].end)
        continue;
      const NodeId member = parents[id];
      if (ast[member].kind != NodeKind::Attribute || context_.text(ast[member].symbol) != "save")
        return true;
    }
    return false;
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
