#include "analysis/checks/rule.h"

namespace pysecd::checks::suppression {

// Reported by analysis/engine/suppressions.cpp, once all findings of the file are known.
constexpr Check unused{.severity = Severity::Information,
                       .cwe = 1164,
                       .message = "nothing is suppressed here",
                       .rule = MisuseRule{}};

} // namespace pysecd::checks::suppression
