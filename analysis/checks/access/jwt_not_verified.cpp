#include "analysis/checks/rule.h"

namespace pysecd::checks::access {

constexpr Check jwt_not_verified{.severity = Severity::Error,
                                 .cwe = 347,
                                 .message =
                                     "the token's signature is not verified: anyone can write one",
                                 .rule = MisuseRule{}};

} // namespace pysecd::checks::access
