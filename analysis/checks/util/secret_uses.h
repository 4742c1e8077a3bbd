// Passwords, tokens and keys that become part of a text, known by what they are called and by where
// they come from. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <vector>

namespace pysecd {

// The expressions inside `expression` that are secrets and whose text becomes part of its text; not
// those that are masked, hashed, compared or measured on the way.
std::vector<NodeId> secretsIn(const FunctionContext& context, NodeId expression);

} // namespace pysecd
