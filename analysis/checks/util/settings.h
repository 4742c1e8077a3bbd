// What a module assigns to names at its top level, as frameworks read their settings. Pure: any
// thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <string_view>
#include <vector>

namespace pysecd {

struct Setting {
  std::string_view name;
  NodeId target = kNoNode;
  NodeId value = kNoNode;
};

// Assignments to a single target; none unless the context is a module's.
std::vector<Setting> settingsIn(const FunctionContext& context);

} // namespace pysecd
