// Which functions a framework calls on behalf of clients: routes, views, handlers. Pure: the thread
// that runs the checks.
#pragma once

#include "analysis/checks/function_context.h"

#include <string>
#include <vector>

namespace pysecd {

struct EntryPoint {
  bool isEntry = false;
  std::vector<NodeId> decorators;   // those that make it one; empty for methods of views
  std::vector<std::string> methods; // HTTP methods in upper case, if known
  std::string route;                // if known
};

// Of the function that the context is about.
EntryPoint entryPointOf(const FunctionContext& context);
// Of a function nested in it, by its decorators.
EntryPoint entryPointOf(const FunctionContext& context, NodeId function);

} // namespace pysecd
