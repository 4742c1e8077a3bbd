// The rewrite that turns a query built by string operations into one with bound parameters, right
// for the driver in hand (sql-parameterization rules: quotes stripped, affixes moved, `%` doubled,
// existing arguments merged). Works on the Ast of one function; never analyses values (the caller's
// QueryFacts says what is constant) and never proves its result: the engine re-analyses the edited
// text before a fix is offered. Pure: any thread.
#pragma once

#include "analysis/findings/fix.h"
#include "analysis/fixes/parameterize_query/sql_lexer.h"
#include "analysis/models/model_set.h"
#include "analysis/syntax/ast.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pysecd {

// What the flow analysis knows about the call and the expressions around it.
struct QueryFacts {
  NodeId call = kNoNode;                // the Call that takes the query (execute(...), text(...))
  NodeId query = kNoNode;               // the argument expression that holds it
  SinkRow sink;                         // style, bind form, where parameters go
  SqlDriver driver;                     // sqlDriverOf(the sink's dotted name)
  const SymbolTable* symbols = nullptr; // the names of sink.params; without it no keyword is added
  // The text of an expression whose value is a known string constant, else nullopt.
  std::function<std::optional<std::string>(NodeId)> constantText;
  // The expression is built only of program constants (its text may be unknown): it may stay in the
  // query.
  std::function<bool(NodeId)> harmless;
  // The value is known to be a number (int, float, bool): `'{n}'` would change type when bound.
  std::function<bool(NodeId)> number;
  // May be empty: then yes. The value is known to be a str; what else stands between quotes could
  // be bound as another type than text.
  std::function<bool(NodeId)> text;
  // May be empty. The value is known to come from outside: then only such holes must go, and names
  // of tables and columns whose origin is not known may stay in the text. When empty every hole
  // that is not harmless must go.
  std::function<bool(NodeId)> untrusted;
  // Uses of local variables that are bound as they are instead of being taken apart.
  std::vector<NodeId> opaque;
  // May be empty: then yes. Whether a function or another module reads the module's variable of
  // this name, which keeps its text from being edited.
  std::function<bool(Symbol)> readOutside;
};

// Where in the statement a hole of the query stands, by lexing the SQL around it.
enum class HolePosition : std::uint8_t {
  Value,      // an operand, an item of VALUES or of an IN list, LIMIT/OFFSET
  Identifier, // table, column, alias, ORDER/GROUP BY, ASC/DESC
  Clause,     // a fragment of SQL that could be anything (a whole WHERE clause, several words)
  Comment,    // inside a comment: no effect unless the value ends it
  NotSql,     // the text is not a SQL statement
};

struct QueryHole {
  NodeId expression = kNoNode;
  HolePosition position = HolePosition::Value;
  bool quoted = false; // stands inside '...' (or "..." of MySQL and SQLite)
  bool harmless = false;
};

// The query text as literal pieces and holes, found through variables assigned once, `+`, `+=`,
// `%`, `.format`, f-strings, implicit concatenation and join.
struct QueryShape {
  bool isSql = false;    // the literal text begins like a statement and has the words of one
  std::string statement; // lower-cased first keyword
  std::vector<QueryHole> holes;
};

QueryShape queryShape(const Ast& ast, const QueryFacts& facts);

struct ParameterizeResult {
  // Edits in Ast::source offsets. Empty if refused. Several only for an unknown driver: one a
  // style, none preferred.
  std::vector<Fix> fixes;
  std::string refusal; // which part is in the way and what to do, for a person; empty when fixes
                       // are offered
};

ParameterizeResult parameterizeQuery(const Ast& ast, const QueryFacts& facts);

} // namespace pysecd
