// Cookies that a handler sets, and which of their protections are missing. Pure: any thread.
#pragma once

#include "analysis/checks/rule.h"

#include <string_view>

namespace pysecd {

// Reports every cookie whose `flag` ("secure", "httponly", "samesite") is off or left out: as the
// check says for those that carry a session or a login, lower for others.
void checkCookies(const FunctionContext& context, Reporter& reporter, std::string_view flag);

} // namespace pysecd
