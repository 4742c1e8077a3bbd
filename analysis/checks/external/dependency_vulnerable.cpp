#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

// Of files that declare dependencies: analysis/dependencies finds it.
constexpr Check dependency_vulnerable{.severity = Severity::Warning,
                                      .cwe = 1395,
                                      .message =
                                          "this version of a package has a known vulnerability",
                                      .rule = MisuseRule{}};

} // namespace pysecd::checks::external
