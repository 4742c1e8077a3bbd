// Runs the checks that compare the functions of a module with each other (SiblingRule in rule.h):
// what each function tells is kept with it, and compared when all of them are known. Pure: any
// thread.
#pragma once

#include "analysis/checks/check_table.h"

#include <span>
#include <vector>

namespace pysecd {

// A mark and the check that made it, as an index into allChecks().
struct CheckMark {
  std::size_t check = 0;
  Mark mark;
};

// Ranges count in the Ast's source.
std::vector<CheckMark> observeSiblings(const FunctionContext& function,
                                       const EnabledChecks& enabled);

// Findings and marks have the ranges of the text; marks are in its order. In test code nothing is
// above Severity::Information.
std::vector<Finding> compareSiblings(std::span<const CheckMark> marks, bool isTest);

} // namespace pysecd
