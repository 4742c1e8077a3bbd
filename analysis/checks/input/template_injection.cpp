#include "analysis/checks/rule.h"

namespace pysecd::checks::input {

constexpr Check template_injection{.severity = Severity::Error,
                                   .cwe = 1336,
                                   .message = "request data is part of a template's source",
                                   .rule = TaintRule{.from = Taint::Remote, .to = Sink::Template}};

} // namespace pysecd::checks::input
