// Suppressions in files that are no Python but have `#` comments: on the line of the finding, alone
// on the line before, or for the whole file. Pure: any thread.
#pragma once

#include "analysis/findings/finding.h"
#include "analysis/text/text.h"

#include <vector>

namespace pysecd {

// Takes away what is suppressed; where a comment can go, sets Finding::suppressAt of the rest.
void applyLineSuppressions(const Text& text, std::vector<Finding>& findings);

} // namespace pysecd
