#include "analysis/checks/rule.h"

namespace pysecd::checks::database {

constexpr Check xpath_injection{.severity = Severity::Error,
                                .cwe = 643,
                                .message = "request data reaches the text of an XPath expression",
                                .rule = TaintRule{.from = Taint::Remote, .to = Sink::XPath}};

} // namespace pysecd::checks::database
