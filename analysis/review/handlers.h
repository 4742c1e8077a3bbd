// What an exception handler does with what it caught, and whether an expression takes an owner out
// of what was given. Pure: the thread that runs the checks.
#pragma once

#include "analysis/review/callee.h"

#include <string>

namespace pysecd::review {

// In words: "one kind of failure; logged, and goes on".
std::string whatHandlerDoes(const CollectInput& input, NodeId handler);
// `data.get("project_id")`, `data["tenant_id"]`.
bool readsOwner(const FunctionContext& context, NodeId expression);
// `port["device_owner"].startswith("compute:")`.
bool testsOwner(const FunctionContext& context, NodeId call);
// `form.cleaned_data`, of which a field is read.
bool isCleaned(const FunctionContext& context, NodeId expression);

} // namespace pysecd::review
