#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

constexpr Check cloud_public_access{.severity = Severity::Warning,
                                    .cwe = 284,
                                    .message = "the resource is open to everybody",
                                    .rule = MisuseRule{}};

} // namespace pysecd::checks::external
