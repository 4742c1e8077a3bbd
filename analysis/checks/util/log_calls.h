// Calls that write to a log, to standard output or to standard error, whatever the logger is
// called. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <vector>

namespace pysecd {

// A call of a logger's method, by its type or by what it is called.
bool writesLog(const FunctionContext& context, NodeId call);

// The parameter by which the value goes into the function that logs it is one for messages. Under
// another name it may be what the value was used for that is logged.
bool takesMessage(const FunctionContext& context, const SinkHit& hit);

// The expressions whose text is written, the message first; empty if the call is no such one.
std::vector<NodeId> loggedBy(const FunctionContext& context, NodeId call);

} // namespace pysecd
