// What a call calls, for a review: the rows of its API, the functions of the program it may run,
// or a library of which nothing is known. Pure: the thread that runs the checks.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/review/evidence.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pysecd::review {

// How the names that the module imports are spelled -> what they are, dotted.
using ImportTable = std::unordered_map<std::string, std::string>;

struct CollectInput {
  const FunctionContext& context;
  std::string_view module;
  const ImportTable& imports;
};

struct Callee {
  std::string api;                  // dotted if it is a library's, else as written
  std::string written;              // "self.notifier.port_update"
  const SurfaceRow* row = nullptr;  // what its models say
  std::vector<std::string> callees; // "module:function" of the program
  bool external = false;            // a library's function that no row is about
};

// An expression as it is written, calls and items abridged: "super().update_port", "a[].b".
std::string written(const FunctionContext& context, NodeId expression);
// The source text on one line, at most 80 bytes.
std::string excerpt(const FunctionContext& context, NodeId expression);

Callee calleeOf(const CollectInput& input, NodeId call);
// The row of a decorator or of a context manager's expression, called or not.
const SurfaceRow* rowOf(const CollectInput& input, NodeId expression);
// Entering it by `with`, or decorating with it, makes a transaction, for reading or for writing.
bool entersTransaction(const FunctionContext& context, NodeId expression);

// "module:name" of a function or class of this module or another.
std::string absoluteKey(const CollectInput& input, Symbol key);

} // namespace pysecd::review
