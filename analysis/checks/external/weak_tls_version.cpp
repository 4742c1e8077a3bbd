#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

constexpr Check weak_tls_version{.severity = Severity::Warning,
                                 .cwe = 327,
                                 .message = "a protocol version that is broken and withdrawn",
                                 .rule = MisuseRule{}};

} // namespace pysecd::checks::external
