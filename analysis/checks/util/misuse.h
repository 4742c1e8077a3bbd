// Finds what rows of kind "misuse" describe: calls, assignments and names that are defects whatever
// flows into them. Judges evaluated values, never text. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/findings/fix.h"

#include <functional>

namespace pysecd {

struct Misuse {
  const MisuseRow* row = nullptr;
  ModelId api = kNoModel;  // the name the row is about
  NodeId node = kNoNode;   // what to point at: the argument, the callee, the assigned value
  NodeId place = kNoNode;  // the call, the assignment or the name
  NodeId outer = kNoNode;  // of an argument: its place in the call's list
  bool replaceable = true; // `node` is the offending expression itself, not what holds it
};

// In order of the text's nodes; a row is reported once for each node.
void findMisuses(const FunctionContext& context, const std::function<void(const Misuse&)>& found);

// The fixes that the row offers and that can be written here.
std::vector<Fix> fixesOf(const FunctionContext& context, const Misuse& misuse);

} // namespace pysecd
