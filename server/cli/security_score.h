// How grave and how certain the findings of a check are, in the terms of code scanning services.
// The one place where these figures are. Pure: any thread.
#pragma once

#include "analysis/engine/catalog.h"

#include <string>
#include <string_view>

namespace pysecd::cli {

// "security-severity" from "0.1" to "10.0", on CVSS's scale: below 4 low, below 7 medium, below 9
// high, then critical.
std::string securitySeverity(const CheckInfo& check);

// "high", "medium" or "low": how often a finding of this severity is right.
std::string_view precision(Severity severity);

} // namespace pysecd::cli
