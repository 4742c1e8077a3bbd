#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

constexpr Check tls_verification_disabled{
    .severity = Severity::Error,
    .cwe = 295,
    .message = "the server's certificate is not verified: anyone on the way can pose as it",
    .rule = MisuseRule{}};

} // namespace pysecd::checks::external
