#include "analysis/checks/rule.h"

namespace pysecd::checks::suppression {

// Reported by analysis/engine/suppressions.cpp, which reads the comments.
constexpr Check unreasoned{.severity = Severity::Hint,
                           .cwe = 1116,
                           .message = "a suppression without a reason: who reads it cannot tell "
                                      "whether it still holds",
                           .rule = MisuseRule{}};

} // namespace pysecd::checks::suppression
