// Hands bound values to the call that takes the query: as a tuple, a dict, further arguments or
// keywords, merged with what is passed already. Pure: any thread.
#pragma once

#include "analysis/fixes/edit_builder.h"
#include "analysis/fixes/parameterize_query/parameterize_query.h"

#include <span>
#include <string>
#include <vector>

namespace pysecd {

struct BoundArgument {
  std::string name;                   // Mapping, Keywords, Enclosing
  std::string source;                 // Python expression
  std::size_t placeholdersBefore = 0; // placeholders that stood in the text before this one
};

// What the call passes as parameters already.
struct ExistingParameters {
  bool present = false;
  bool mapping = false; // a dict display, or keywords
  bool known = true;    // the number of values can be seen
  NodeId value =
      kNoNode; // the tuple, list, dict or other expression; kNoNode for Varargs and Keywords
  std::size_t count = 0;
};

ExistingParameters existingParameters(const Ast& ast, const QueryFacts& facts);

struct Passing {
  BindForm form = BindForm::None;
  std::vector<BoundArgument> values;
  std::size_t placeholders = 0; // that stood in the text before
  // A list or dict with values collected before the call; empty if there is none.
  std::string variable;
  char quote = '"'; // for keys
};

// Adds the edits that pass the values. `at` receives for each value the offset where it is now
// evaluated. Returns why it can't be done, empty on success.
std::string passArguments(const Ast& ast, const QueryFacts& facts, const Passing& passing,
                          EditBuilder& edits, std::vector<ByteOffset>& at);

} // namespace pysecd
