// Numbers that a client chose and nobody bounded. Converting makes a number harmless as text, but
// not as a size. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

namespace pysecd {

// Where the number comes from: `int(request.args["n"])`, `args.get("n", type=int)`, a parameter
// that the framework converts; followed through one assignment. kNoNode where it comes from
// elsewhere, or where the function compares it or takes the smaller of it and something else.
NodeId requestNumber(const FunctionContext& context, NodeId expression);

} // namespace pysecd
