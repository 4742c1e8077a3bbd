// A compact form for tests of the SQL parameterizer: Python before, driver, Python after. The
// sample is the body of a function; the first call of a sink's name in it takes the query. Names in
// capitals are constants of the program, `n`, `page` and `limit` are numbers, all else comes from
// outside.
#pragma once

#include "analysis/fixes/parameterize_query/parameterize_query.h"

#include <string>
#include <string_view>
#include <vector>

namespace pysecd::test {

enum class Driver : std::uint8_t {
  Sqlite,
  Script, // sqlite3's executescript: takes no parameters
  Psycopg2,
  Psycopg3,
  Asyncpg,
  Pymysql,
  MysqlConnector, // leaves %% alone
  Oracle,
  OracleKeywords,
  Pyodbc,
  Numeric,
  Text,      // sqlalchemy.text
  Databases, // named, values=
  Pandas,    // qmark, params= by keyword
  Django,    // raw: format
  DuckDb,
  Unknown,
};

struct FixedQuery {
  std::string text; // of the first fix; the sample itself if there is none
  std::string title;
  std::string refusal;
  std::string
      problem; // a broken promise of the fix: overlapping edits, syntax errors, not idempotent
  std::size_t fixes = 0;
  bool safe = false;
  bool preferred = false;
};

FixedQuery fixQuery(std::string_view sample, Driver driver, std::size_t choice = 0);

struct QueryRow {
  Driver driver;
  std::string_view before;
  std::string_view expected; // the sample after the fix, or the reason why there is none
};

// Checks exact results, and that each parses, is disjoint edits, and has nothing left to fix.
void checkFixes(const std::vector<QueryRow>& rows);
// Checks that there is no fix, and the whole reason.
void checkRefusals(const std::vector<QueryRow>& rows);

QueryShape shapeOf(std::string_view sample, Driver driver);

} // namespace pysecd::test
