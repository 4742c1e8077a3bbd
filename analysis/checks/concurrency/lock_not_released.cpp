#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr int kTaken = 3;
// Calls that do not fail in practice.
constexpr std::string_view kHarmless[] = {
    "append",  "add",        "discard",    "get",       "items",    "keys",   "values",
    "len",     "isinstance", "notify",     "debug",     "info",     "error",  "time",
    "warning", "copy",       "notify_all", "is_set",    "set",      "extend", "clear",
    "print",   "str",        "locked",     "monotonic", "exception"};

class Visitor final : public HeldVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : context_(context), reporter_(reporter) {}

  void walk(NodeId function) {
    released_.clear();
    for (const NodeId call : context_.code.of(NodeKind::Call))
      if (context_.code.runsIn(call, function))
        if (const NodeId lock = lockOf(call, "release"); lock != kNoNode)
          released_.push_back(context_.ast.text(lock));
    if (!released_.empty())
      walkHeld(context_, function, *this);
  }

private:
  // The lock of `lock.acquire()`, the method given.
  NodeId lockOf(NodeId call, std::string_view method) const {
    const Node& node = context_.ast[call];
    const Node& callee = context_.ast[node.a];
    return node.kind == NodeKind::Call && callee.kind == NodeKind::Attribute &&
                   context_.text(callee.symbol) == method && isLock(context_, callee.a)
               ? callee.a
               : kNoNode;
  }

  void take(NodeId call, HeldSet& held) {
    const NodeId lock = lockOf(call, "acquire");
    if (lock != kNoNode &&
        std::find(released_.begin(), released_.end(), context_.ast.text(lock)) != released_.end())
      held.add({kTaken, context_.ast.text(lock), call, true});
  }

  void statement(NodeId id, HeldSet& held) override {
    const Node& node = context_.ast[id];
    if (node.kind != NodeKind::ExpressionStatement)
      return;
    take(context_.ast[node.a].kind == NodeKind::Await ? context_.ast[node.a].a : node.a, held);
  }

  void branch(NodeId test, bool holds, HeldSet& held) override {
    if (holds)
      take(test, held);
  }

  void expression(NodeId id, HeldSet& held) override {
    if (const NodeId lock = lockOf(id, "release"); lock != kNoNode)
      held.remove(kTaken, context_.ast.text(lock));
  }

  void leaves(NodeId at, Leave how, const HeldSet& held) override {
    if (held.find(kTaken) == nullptr || (how == Leave::Exception && isHarmless(at)))
      return;
    for (const Held& item : held.all())
      if (item.kind == kTaken && item.always)
        reporter_.report(context_, item.since, {{}, {}, {noteOf(at, how)}, {}, {}});
  }

  bool isHarmless(NodeId call) const {
    if (context_.ast[call].kind != NodeKind::Call)
      return false;
    const std::string_view callee = calleeName(context_, call);
    return callee == "release" || callee == "acquire" ||
           std::find(std::begin(kHarmless), std::end(kHarmless), callee) != std::end(kHarmless);
  }

  Note noteOf(NodeId at, Leave how) const {
    const Node& node = context_.ast[at];
    const ByteRange range = node.kind == NodeKind::Block || node.kind == NodeKind::FunctionDef
                                ? ByteRange{node.begin, node.begin}
                                : node.range();
    return {range,
            how == Leave::Exception ? "an exception here leaves it taken"
                                    : "here the function is left, and the lock stays taken",
            {},
            {},
            {}};
  }

  const FunctionContext& context_;
  Reporter& reporter_;
  std::vector<std::string_view> released_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId function : context.code.functions())
    Visitor(context, reporter).walk(function);
}

} // namespace

constexpr Check lock_not_released{
    .severity = Severity::Warning,
    .cwe = 667,
    .message = "the lock is not released on every way out: whoever takes it next waits forever",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
