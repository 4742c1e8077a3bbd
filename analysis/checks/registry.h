// Runs the checks over one function. Knows every check by checks.def and no check by name. Pure:
// any thread.
#pragma once

#include "analysis/checks/rule.h"

#include <string>
#include <vector>

namespace pysecd {

// Findings in order of their sinks; ranges, notes and edits count in the Ast's source. At most one
// a sink: a proven flow wins over a judgement. `disabled` holds full ids.
std::vector<Finding> runChecks(const FunctionContext& function,
                               const std::vector<std::string>& disabled, bool fixes);

} // namespace pysecd
