// Runs the checks over one function. Knows every check by checks.def and no check by name. Pure:
// any thread.
#pragma once

#include "analysis/checks/rule.h"

#include <string>
#include <vector>

namespace pysecd {

// Findings in order of their places; ranges, notes and edits count in the Ast's source. One defect
// is reported once:
// - of a value at a sink by one check only: a proven flow wins over a judgement, then the severer
//   one, then the one that comes first in checks.def;
// - of a misuse or a FunctionRule, once a check and range.
// In test code nothing is above Severity::Information. `disabled` holds full ids.
std::vector<Finding> runChecks(const FunctionContext& function,
                               const std::vector<std::string>& disabled, bool fixes);

} // namespace pysecd
