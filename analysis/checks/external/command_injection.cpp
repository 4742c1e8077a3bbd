#include "analysis/checks/util/shell_text.h"

namespace pysecd::checks::external {

namespace {
// What a helper does with it is told once, in the helper.
bool isHere(const SinkContext& context) { return context.hit.through == kNoSymbol; }
} // namespace

constexpr Check command_injection{
    .severity = Severity::Error,
    .cwe = 78,
    .message = "request data reaches a command of the operating system",
    .rule = {TaintRule{.from = Taint::Remote, .to = {Sink::Shell, Sink::Argv}},
             // Who starts the program may choose what it runs, but not by the way of a file name.
             TaintRule{.from = Taint::Local,
                       .to = Sink::Shell,
                       .provided = isHere,
                       .severity = Severity::Warning,
                       .message = "a value from the command line, the environment or a file "
                                  "reaches a command of the operating system"}},
    .fix = offerQuotedWords};

} // namespace pysecd::checks::external
