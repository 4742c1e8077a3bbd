#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/log_calls.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

// `def handler(signum, frame)` in a module that imports signal.
bool isHandler(const FunctionContext& context, NodeId function) {
  const Ast& ast = context.ast;
  if (ast[function].a == kNoNode)
    return false;
  std::vector<std::string_view> names;
  for (const NodeId parameter : ast.list(ast[function].a))
    names.push_back(context.text(ast[parameter].symbol));
  if (!names.empty() && (names[0] == "self" || names[0] == "cls"))
    names.erase(names.begin());
  return names.size() == 2 &&
         mentions(names[0], {"sig", "signum", "signo", "signal", "signal_number"}) &&
         mentions(names[1], {"frame", "stack", "stackframe"});
}

// Why the call must not run between any two instructions of the program.
std::string_view dangerOf(const FunctionContext& context, NodeId id) {
  const Node& node = context.ast[id];
  if (node.kind == NodeKind::WithItem)
    return isLock(context, node.a)
               ? "the code that was interrupted may hold this lock: the program "
                 "then waits for itself"
               : std::string_view();
  if (node.kind != NodeKind::Call)
    return {};
  if (calleeName(context, id) == "acquire" && isLock(context, context.ast[node.a].a))
    return "the code that was interrupted may hold this lock: the program then waits for itself";
  if (!loggedBy(context, id).empty())
    return "a log or stream that is being written when the signal comes is entered a second time";
  return {};
}

void run(const FunctionContext& context, Reporter& reporter) {
  if (context.isModule() || !context.program.imports("signal"))
    return;
  for (const NodeId function : context.code.functions())
    if (isHandler(context, function))
      visitInside(context.ast, context.ast[function].b, [&](NodeId id) {
        const std::string_view danger = dangerOf(context, id);
        if (!danger.empty()) {
          Report report;
          report.message = danger;
          reporter.report(context, id, std::move(report));
        }
        return true;
      });
}

} // namespace

constexpr Check signal_unsafe{
    .severity = Severity::Information,
    .cwe = 479,
    .message = "a signal handler runs between any two instructions: this is not safe there",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
