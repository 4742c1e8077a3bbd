// Runs the checks over one function. Knows every check by checks.def and no check by name. Pure:
// any thread.
#pragma once

#include "analysis/checks/check_table.h"

#include <vector>

namespace pysecd {

// Findings in order of their places; ranges, notes and edits count in the Ast's source. One defect
// is reported once:
// - of a value at a sink by one check only: a proven flow wins over a judgement, then the severer
//   one, then the one that comes first in checks.def;
// - of a misuse or a FunctionRule, once a check and range.
// In test code nothing is above Severity::Information.
std::vector<Finding> runChecks(const FunctionContext& function, const EnabledChecks& enabled,
                               bool fixes);

} // namespace pysecd
