// Which tests and which assignments to fields rest on what calls gave before: the material of
// check-then-act, and of rows that are changed. Which of those calls read a database is for the
// report to say. Pure: the thread that runs the checks.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/review/evidence.h"

#include <unordered_map>
#include <vector>

namespace pysecd::review {

// Calls by their nodes -> FunctionEvidence::calls.
using CallIndex = std::unordered_map<NodeId, std::uint32_t>;

struct PlacedNode {
  NodeId node = kNoNode;
  Setting setting;
  bool isRow = false; // of a change: known by its models, and listed already
};

// Adds to out.tests and out.changes. `tests` are the tests of `if` and `while`, `changes` the
// attributes that are assigned.
void findTestedReads(const FunctionContext& context, const CallIndex& calls,
                     const std::vector<PlacedNode>& tests, const std::vector<PlacedNode>& changes,
                     FunctionEvidence& out);

} // namespace pysecd::review
