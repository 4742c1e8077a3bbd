// Collects the evidence of one function, or of the module body, from its evaluated flow: the same
// values and rows that the checks look at. Decides nothing that needs other modules; report.h does.
// Pure: the thread that runs the checks.
#pragma once

#include "analysis/review/callee.h"

namespace pysecd::review {

// Ranges count in the Ast's source.
FunctionEvidence collectFunction(const CollectInput& input, std::string_view key);

} // namespace pysecd::review
