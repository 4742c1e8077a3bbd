#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

// Of files that declare dependencies: analysis/dependencies finds it.
constexpr Check dependency_unpinned{.severity = Severity::Hint,
                                    .cwe = 1104,
                                    .message =
                                        "which version of a package is installed is left open",
                                    .rule = MisuseRule{}};

} // namespace pysecd::checks::external
