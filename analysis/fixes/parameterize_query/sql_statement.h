// Whether a text is a SQL statement at all. What hands it to a database is known already, so a
// statement's first word and the words that must follow it are enough; prose that begins like a
// statement is told apart. Pure: any thread.
#pragma once

#include "analysis/fixes/parameterize_query/sql_lexer.h"

#include <span>
#include <string>
#include <string_view>

namespace pysecd {

struct SqlStatement {
  std::string keyword;    // lower-cased first word of a statement; else empty
  bool plausible = false; // a statement, or the rest of one after a hole
  bool fragment = false;  // a condition or a clause without its statement
};

SqlStatement recogniseStatement(std::string_view text, std::span<const SqlToken> tokens);

// Statements in which databases accept no bound values: DDL, SET, PRAGMA, COPY, ...
bool takesNoValues(std::string_view keyword);

} // namespace pysecd
