#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

constexpr Check weak_cipher{.severity = Severity::Error,
                            .cwe = 327,
                            .message = "a cipher that is broken or too weak",
                            .rule = MisuseRule{}};

} // namespace pysecd::checks::external
