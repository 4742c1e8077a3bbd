// Values of a query that is built over several statements, some of them run on some paths only:
// they are collected in a list or dict beside the text, each where it is evaluated today. Pure: any
// thread.
#pragma once

#include "analysis/fixes/edit_builder.h"
#include "analysis/fixes/parameterize_query/query_plan.h"

#include <string>
#include <vector>

namespace pysecd {

struct CollectedValues {
  std::string variable;            // the new list's or dict's name
  std::vector<std::size_t> inCall; // indices of plan.arguments that the call itself still evaluates
  std::vector<std::size_t> moved;  // the others, and
  std::vector<ByteOffset> at;      // where each of them is evaluated
  std::string refusal;             // why it can't be done; then there are no edits
};

// Adds the statements that collect the values.
CollectedValues collectValues(const Ast& ast, const QueryFacts& facts, const ReadQuery& read,
                              const QueryPlan& plan, EditBuilder& edits);

} // namespace pysecd
