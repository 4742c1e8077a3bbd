#include "analysis/checks/rule.h"

namespace pysecd::checks::input {

constexpr Check regex_injection{.severity = Severity::Warning,
                                .cwe = 730,
                                .message = "request data is part of a regular expression",
                                .rule = TaintRule{.from = Taint::Remote, .to = Sink::Regex}};

} // namespace pysecd::checks::input
