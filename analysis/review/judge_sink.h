// How a value at a sensitive place is judged when no check complained: what it is made of. Pure:
// the thread that runs the checks.
#pragma once

#include "analysis/review/evidence.h"

#include "analysis/checks/rule.h"

namespace pysecd::review {

Consideration considerationOf(Sink sink);
std::string_view kindOf(Sink sink); // "query text", "outgoing address"

// The verdict and its reason; of the program's rows only, not of those that callees pass on.
SurfaceItem judgeSink(const SinkContext& at);

} // namespace pysecd::review
