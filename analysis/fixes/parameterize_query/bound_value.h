// The Python expression that is bound in place of what stood in the SQL text: the value itself,
// with conversions, format specs and the text around it inside the quotes kept, and with hand-made
// quoting undone. Pure: any thread.
#pragma once

#include "analysis/fixes/parameterize_query/query_pieces.h"

#include <span>
#include <string>
#include <string_view>

namespace pysecd {

// A part of a SQL literal: text, or a hole.
struct ValuePart {
  std::string text; // what the database reads, SQL escapes undone
  const Hole* hole = nullptr;
};

struct BoundValue {
  std::string source;      // Python expression, fit to be an argument; empty if refused
  std::string name;        // a good name for it as a named placeholder; may repeat
  std::string refusal;     // why not, for a person
  bool unsure = false;     // right only if it is of the column's type, which is not known
  bool repeatable = false; // a plain name: evaluating it twice is the same as once
};

// A hole that is the whole operand: WHERE id = {x}.
BoundValue bareValue(const Ast& ast, const QueryFacts& facts, const Hole& hole);

// The holes and text of one SQL string: '%{x}-{y}%'. `quote` is the Python quote to use where one
// is needed.
BoundValue quotedValue(const Ast& ast, const QueryFacts& facts, std::span<const ValuePart> parts,
                       char quote);

} // namespace pysecd
