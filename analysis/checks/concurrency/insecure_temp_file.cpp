#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr std::string_view kShared[] = {"/tmp/", "/var/tmp/", "/dev/shm/"};

// The text with which a path begins, as far as it is known.
std::string_view knownBeginning(const Value& value) {
  if (value.constant && value.constant->kind == Constant::Kind::Str)
    return value.constant->text;
  return !value.pieces.empty() && value.pieces.front().hole == kBottom ? value.pieces.front().text
                                                                       : std::string_view();
}

// A name in a shared folder that others can tell beforehand.
bool isPredictable(const FunctionContext& context, NodeId path) {
  const Value& value = context.valueOf(path);
  const std::string_view text = knownBeginning(value);
  const bool shared = std::any_of(std::begin(kShared), std::end(kShared), [&](std::string_view at) {
    return text.starts_with(at) && text.size() > at.size();
  });
  return shared &&
         (value.constant ||
          std::none_of(value.pieces.begin(), value.pieces.end(), [&](const StringPiece& piece) {
            const Value& hole = context.flow.values[piece.hole];
            return piece.hole != kBottom && !hole.number() && !hole.constant;
          }));
}

bool creates(std::string_view mode) { return mode.find_first_of("wa") != std::string_view::npos; }

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId id : context.code.of(NodeKind::Call)) {
    if (calleeName(context, id) != "open" || !(context.calls(id, "builtins.open")))
      continue;
    const auto path = findArgument(context, id, 0, "file");
    const auto mode = findArgument(context, id, 1, "mode");
    if (path && mode && creates(context.constantText(mode->node).value_or("")) &&
        isPredictable(context, path->node))
      reporter.report(context, path->node,
                      {"whoever makes this file or link first in the shared folder decides what "
                       "is written where",
                       {},
                       {},
                       {},
                       {}});
  }
}

} // namespace

constexpr Check insecure_temp_file{
    .severity = Severity::Warning,
    .cwe = 377,
    .message = "the name is free only until somebody else takes it: another program can put a "
               "file or link there first",
    .rule = {MisuseRule{}, FunctionRule{run}}};

} // namespace pysecd::checks::concurrency
