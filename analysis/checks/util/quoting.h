// Quoting of SQL values that a program does itself. Pure: any thread.
#pragma once

#include "analysis/checks/rule.h"

namespace pysecd {

// The text at the sink has a hole whose quotes were doubled or escaped by hand.
bool holdsValueQuotedByHand(const SinkContext& context);

} // namespace pysecd
