// What decides who may do something: decorators, calls, dependencies and refusals, known by their
// names. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// The name a decorator or call ends in: "login_required" of `@auth.login_required(role=1)`.
std::string_view calledName(const FunctionContext& context, NodeId node);

// `@login_required` and the like.
bool isGuardDecorator(std::string_view name);
// A check whose answer is its only effect: `user.has_perm(x)`.
bool isAnswerOnly(std::string_view name);
// A check that answers, or raises where it refuses.
bool isGuardCall(std::string_view name);

// The guards that the function the context is about carries, as they are written: decorators,
// guarding calls in its body, dependencies among its parameters and in its decorators.
std::vector<std::string> guardsOf(const FunctionContext& context);
// It asks in some way who calls, or refuses somebody.
bool asksWhoCalls(const FunctionContext& context);

} // namespace pysecd
