#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr int kUnset = 10; // tested here
constexpr int kStale = 11; // tested before the lock was taken
constexpr std::string_view kThreaded[] = {"threading", "flask",   "django",      "bottle",
                                          "cherrypy",  "pyramid", "socketserver"};

class Visitor final : public EffectsVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : EffectsVisitor(context), ast_(context.ast), reporter_(reporter) {}

private:
  bool concerns(NodeId function) override {
    globals_.clear();
    if (ast_[function].kind != NodeKind::FunctionDef)
      return false;
    for (const NodeId id : context_.code.of(NodeKind::Global))
      if (context_.code.runsIn(id, function))
        for (const NodeId name : ast_.list(id))
          globals_.push_back(ast_[name].symbol);
    return !globals_.empty() || hasClassState(function);
  }

  // `cls._instance`: what all threads share as well.
  bool hasClassState(NodeId function) const {
    return anyRuns(context_, NodeKind::Attribute, function,
                   [&](NodeId id) { return isShared(id); });
  }

  bool isShared(NodeId id) const {
    const Node& node = ast_[id];
    if (node.kind == NodeKind::Name)
      return std::find(globals_.begin(), globals_.end(), node.symbol) != globals_.end();
    return node.kind == NodeKind::Attribute && ast_[node.a].kind == NodeKind::Name &&
           (context_.text(ast_[node.a].symbol) == "cls" ||
            (context_.className != kNoSymbol && ast_[node.a].symbol == context_.className));
  }

  void branch(NodeId test, bool holds, HeldSet& held) override {
    const Node& node = ast_[test];
    NodeId tested = kNoNode;
    if (node.kind == NodeKind::Compare && node.listSize == 1) {
      const Node& term = ast_[ast_.list(node)[0]];
      const bool is = static_cast<CompareOp>(term.op) == CompareOp::Is;
      const bool isNot = static_cast<CompareOp>(term.op) == CompareOp::IsNot;
      if (ast_[term.a].kind == NodeKind::NoneLiteral && ((is && holds) || (isNot && !holds)))
        tested = node.a;
    } else if (!holds) {
      tested = test;
    }
    if (tested != kNoNode && isShared(tested))
      held.add({kUnset, ast_.text(tested), test, true});
  }

  void enter(NodeId withItem, HeldSet& held) override {
    EffectsVisitor::enter(withItem, held);
    if (held.find(kLock) == nullptr)
      return;
    std::vector<Held> stale;
    for (const Held& item : held.all())
      if (item.kind == kUnset)
        stale.push_back({kStale, item.what, item.since, item.always});
    held.removeIf([](const Held& item) { return item.kind == kUnset; });
    for (const Held& item : stale)
      held.add(item);
  }

  void statement(NodeId id, HeldSet& held) override {
    const Node& node = ast_[id];
    if (node.kind != NodeKind::Assign || node.a == kNoNode || ast_[node.a].kind != NodeKind::Call ||
        calleeName(context_, node.a).find("import") != std::string_view::npos)
      return; // importing a module twice gives the same module
    for (const NodeId target : ast_.list(node)) {
      if (!isShared(target))
        continue;
      const std::string_view name = ast_.text(target);
      const Held* unset = held.find(kUnset, name);
      const Held* stale = held.find(kStale, name);
      const bool locked = held.find(kLock) != nullptr;
      if ((unset != nullptr && !locked) || (unset == nullptr && stale != nullptr && locked))
        reporter_.report(context_, id,
                         {{},
                          {},
                          {{ast_[(unset != nullptr ? unset : stale)->since].range(),
                            "two threads can both come here first",
                            {},
                            {},
                            {}}},
                          {},
                          {}});
    }
  }

  void inside(NodeId, HeldSet&) override {}

  const Ast& ast_;
  Reporter& reporter_;
  std::vector<Symbol> globals_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  if (!context.isModule() &&
      std::any_of(std::begin(kThreaded), std::end(kThreaded),
                  [&](std::string_view package) { return context.program.imports(package); }))
    Visitor(context, reporter).walkAll();
}

} // namespace

constexpr Check unsafe_publication{
    .severity = Severity::Warning,
    .cwe = 543,
    .message = "made on first use without a lock: two threads make two, and one of them is lost",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
