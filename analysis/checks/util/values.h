// Small questions about abstract values that several checks ask. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <string_view>

namespace pysecd {

// True if a value of one of these kinds is in it, not sanitized for `sink`.
bool isTainted(const Value& value, TaintMask kinds, Sink sink);
inline bool isRemote(const Value& value, Sink sink) {
  return isTainted(value, maskOf(Taint::Remote), sink);
}

// The text that the value is known to begin with; empty if none.
std::string_view knownPrefix(const Value& value);

// The name that an expression ends in: "b" of `a.b`, of `a["b"]` and of `a.get("b")`; empty if
// none.
std::string_view endName(const FunctionContext& context, NodeId expression);

} // namespace pysecd
