// The functions of a module that clients call in the same way: methods of one class, routes of one
// router, views of one module. What most of them do, the others should. Pure: any thread.
#pragma once

#include "analysis/checks/rule.h"
#include "analysis/checks/util/entries.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

struct Handler {
  std::string group; // equal of siblings
  EntryPoint entry;
  bool writes = false; // by its HTTP methods, its name or what it calls
};

// nullopt: no client calls the function that the context is about.
std::optional<Handler> handlerOf(const FunctionContext& context);

// Keys of the functions of this program that the expression may be.
std::vector<std::string_view> functionKeys(const FunctionContext& context, NodeId expression);

// The name in the function's `def`.
ByteRange nameRange(const Ast& ast);

// Function keys as people say them: "edit, remove and 3 more".
std::string listOf(const std::vector<std::string>& functions);

} // namespace pysecd
