#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

constexpr Check tls_context_missing{
    .severity = Severity::Warning,
    .cwe = 295,
    .message = "without a context the server's certificate is not verified",
    .rule = MisuseRule{}};

} // namespace pysecd::checks::external
