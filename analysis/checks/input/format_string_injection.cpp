#include "analysis/checks/rule.h"

namespace pysecd::checks::input {

constexpr Check format_string_injection{
    .severity = Severity::Warning,
    .cwe = 134,
    .message = "request data is a format string: it can name attributes of what is formatted",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Format}};

} // namespace pysecd::checks::input
