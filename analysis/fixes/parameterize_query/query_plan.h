// What is to be done with a query: which parts of its text become placeholders, how these are
// written for the driver, and which Python expressions are bound in their place; or which part is
// in the way. Edits nothing. Pure: any thread.
#pragma once

#include "analysis/fixes/parameterize_query/call_arguments.h"
#include "analysis/fixes/parameterize_query/query_pieces.h"
#include "analysis/fixes/parameterize_query/sql_context.h"

#include <string>
#include <vector>

namespace pysecd {

// A query taken apart and read as SQL.
struct ReadQuery {
  LinearQuery query;
  SqlReading sql;
};

ReadQuery readQuery(const Ast& ast, const QueryFacts& facts);

// The hole or constant that starts at an offset of the text; null if literal text does.
const Piece* fieldAt(const LinearQuery& query, std::uint32_t offset);
const Hole& holeOf(const LinearQuery& query, const Piece& piece);

inline constexpr std::size_t kNoArgument = ~std::size_t{0};

struct PlannedRegion {
  std::uint32_t begin = 0; // of LinearQuery::text, half-open; empty if nothing of the text goes
  std::uint32_t end = 0;
  std::uint32_t token = 0;        // index of the SQL token
  std::size_t hole = 0;           // the one that is bound, or the first
  std::vector<std::size_t> holes; // all that move into the argument
  bool quoted = false;
  std::string before; // SQL around the placeholder: `= ANY(` and `)`
  std::string after;
  std::string items;       // a list of values: the expression that is bound
  std::string placeholder; // with `before` and `after`; empty if none is written here
  std::size_t argument =
      kNoArgument; // index into QueryPlan::arguments; several regions may share one
};

// An expression of the query that stays a field or operand and becomes another one.
struct PlannedReplacement {
  NodeId expression = kNoNode;
  std::string source;
};

struct PlannedArgument {
  BoundArgument bound;
  std::size_t region = 0;     // the first region that it is for
  NodeId statement = kNoNode; // the assignment that evaluates it now; kNoNode: the call
};

struct QueryPlan {
  std::vector<PlannedRegion> regions; // in text order
  std::vector<PlannedArgument> arguments;
  std::vector<PlannedReplacement> replacements;
  bool unsure = false; // holds only if a value is of the type it seems to be: a person must look
  ExistingParameters existing;
  std::size_t placeholders = 0; // that the text has already
  BindForm form = BindForm::None;
  bool doublePercent = false;     // the text will be read for `%` from now on
  bool doubleLonePercent = false; // ... of which it read `%%` already
  std::string refusal;            // a sentence without period; empty if the plan holds
};

// `facts.sink` says which style and form to plan for.
QueryPlan planQuery(const Ast& ast, const QueryFacts& facts, const ReadQuery& read);

// The quote that most of the query's text is written with.
char quoteOfQuery(const Ast& ast, const LinearQuery& query);

} // namespace pysecd
