// Which expressions are text whatever comes from outside, by how they are made: a type that no flow
// of values tells. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

namespace pysecd {

// True if the expression is a str wherever the program does not raise: an operand of a sum of
// texts, an item of a request, a parameter `x: str`, what a method of str or str() gives, or a
// variable that is assigned once with one of these.
bool isKnownText(const FunctionContext& context, NodeId expression);

} // namespace pysecd
