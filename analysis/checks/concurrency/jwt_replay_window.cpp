#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

// A payload that is known, and has no `exp`.
void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId id : context.code.of(NodeKind::Call)) {
    if (calleeName(context, id) != "encode" || receiverName(context, id) != "jwt")
      continue;
    const auto payload = findArgument(context, id, 0, "payload");
    if (!payload || payload->spread)
      continue;
    const Value& value = context.flow.values[payload->value];
    const auto& passed = context.flow.passed;
    if (value.objects.size() != 1 || value.objects[0] >= passed.size() ||
        passed[value.objects[0]] == 0 || (value.may & kUnknown) != 0)
      continue;
    const Content& content = context.flow.values.content(passed[value.objects[0]]);
    if (content.mapping && content.exact && content.rest == kBottom && !content.elements.empty() &&
        elementOf(context, payload->value, "exp") == kBottom)
      reporter.report(context, payload->node);
  }
}

} // namespace

constexpr Check jwt_replay_window{
    .severity = Severity::Hint,
    .cwe = 613,
    .message = "a token without an expiry (exp): whoever gets hold of it can use it forever",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
