#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

constexpr Check weak_key{.severity = Severity::Error,
                         .cwe = 326,
                         .message = "a key that is too short to last",
                         .rule = MisuseRule{}};

} // namespace pysecd::checks::external
