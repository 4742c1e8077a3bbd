#include "analysis/checks/rule.h"

namespace pysecd::checks::suppression {

// Reported by analysis/engine/suppressions.cpp, which reads the comments.
constexpr Check unknown{.severity = Severity::Warning,
                        .cwe = 1164,
                        .message = "there is no such check: nothing is suppressed",
                        .rule = MisuseRule{}};

} // namespace pysecd::checks::suppression
