#include "analysis/checks/rule.h"

namespace pysecd::checks::access {

constexpr Check bind_all_interfaces{.severity = Severity::Information,
                                    .cwe = 605,
                                    .message =
                                        "the service listens on all interfaces of the machine",
                                    .rule = MisuseRule{}};

} // namespace pysecd::checks::access
