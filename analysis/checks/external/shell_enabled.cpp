#include "analysis/checks/util/shell_text.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

bool isHole(const Values& values, const StringPiece& piece) {
  return piece.hole != kBottom && !values[piece.hole].harmlessFor(Sink::Shell);
}

bool isUnknown(const SinkContext& context) {
  const Values& values = context.function.flow.values;
  const Value& command = values[context.hit.value];
  if (context.hit.through != kNoSymbol || command.harmlessFor(Sink::Shell))
    return false;
  return command.pieces.empty() ||
         std::any_of(command.pieces.begin(), command.pieces.end(),
                     [&](const StringPiece& piece) { return isHole(values, piece); });
}

// A parameter or the like is pasted into a command of the program's own.
bool isPasted(const SinkContext& context) {
  const Values& values = context.function.flow.values;
  const Value& command = values[context.hit.value];
  return isUnknown(context) && command.pieces.size() > 1 &&
         std::any_of(command.pieces.begin() + 1, command.pieces.end(),
                     [&](const StringPiece& piece) { return isHole(values, piece); });
}

} // namespace

constexpr Check shell_enabled{
    .severity = Severity::Warning,
    .cwe = 78,
    .message = "a value of unknown origin is pasted into a command for the shell",
    .rule = {SinkRule{.to = Sink::Shell, .judge = isPasted},
             SinkRule{.to = Sink::Shell,
                      .judge = isUnknown,
                      .severity = Severity::Information,
                      .message = "the shell runs a text that is not constant"}},
    .fix = offerQuotedWords};

} // namespace pysecd::checks::external
