// Reads the text of a query as SQL: is it a statement, which one, and where in it does each hole
// stand. Works on tokens, not on a grammar: the text may be of any dialect and incomplete. Pure:
// any thread.
#pragma once

#include "analysis/fixes/parameterize_query/parameterize_query.h"
#include "analysis/fixes/parameterize_query/sql_lexer.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

struct SqlHole {
  HolePosition position = HolePosition::Clause;
  std::uint32_t token = 0;    // index into SqlReading::tokens
  bool quoted = false;        // inside a string literal
  bool literalOnly = false;   // the grammar wants a literal there: DATE '...', INTERVAL '...'
  bool bareList = false;      // IN {x}: the value brings its own parentheses
  bool inList = false;        // IN ({x}): the only thing between the parentheses
  bool rowCount = false;      // LIMIT, OFFSET, FETCH FIRST
  bool inParentheses = false; // a placeholder needs parentheses of its own: TOP (?)
};

struct SqlReading {
  std::vector<SqlToken> tokens; // comments included
  bool isSql = false;
  std::string
      statement; // lower-cased first keyword; empty if the text is none or starts with a hole
  std::vector<SqlHole> holes;
};

struct SqlOptions {
  SqlDialect dialect = SqlDialect::Unknown;
  bool fragments = false; // a condition on its own counts as SQL
  // Whether the value of hole i is known to be a number: such a value is an operand where others
  // may be names.
  std::function<bool(std::size_t)> number;
};

SqlReading readSql(std::string_view text, std::span<const std::uint32_t> holes,
                   const SqlOptions& options);

} // namespace pysecd
