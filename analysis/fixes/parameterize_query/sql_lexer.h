// Splits the text of a SQL statement into tokens, so that quotes, comments, casts and operators
// that merely look like placeholders are told apart. The text may have holes: places where a value
// is put in at run time. Never fails: what cannot be read becomes an operator of one byte. Pure:
// any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pysecd {

// What differs between databases in how text is split; Unknown takes the reading most of them
// share.
enum class SqlDialect : std::uint8_t {
  Unknown,
  Sqlite,
  Postgres,
  MySql,
  Oracle,
  SqlServer,
  DuckDb
};

struct SqlDriver {
  SqlDialect dialect = SqlDialect::Unknown;
  // Reads every %s as a placeholder and leaves %% alone, where others halve it (mysql.connector,
  // pymssql).
  bool keepsPercent = false;
};

// The driver that owns an API ("psycopg2.extensions.cursor.execute"); defaults if the API serves
// several databases.
SqlDriver sqlDriverOf(std::string_view dottedName);

enum class SqlTokenKind : std::uint8_t {
  Word, // keyword or bare name; with holes: part of it is put in at run time
  Number,
  String,      // '...', E'...', N'...', $tag$...$tag$, and "..." of MySQL
  QuotedName,  // "...", `...`, [...]
  Placeholder, // ? ?1 :name :1 $1 $name %s %(name)s
  Operator,
  Punctuation, // ( ) [ ] , ; .
  Comment,
  Hole, // one hole and nothing else
};

struct SqlToken {
  SqlTokenKind kind = SqlTokenKind::Operator;
  char quote = 0;           // the opening quote of String and QuotedName; '$' for dollar quotes
  bool closed = true;       // false: the text ended inside
  bool backslashes = false; // String: a backslash escapes the next character
  std::uint32_t begin = 0;  // bytes of the text, half-open, quotes and prefix (E, N) included
  std::uint32_t end = 0;
  std::uint32_t bodyBegin = 0; // String, QuotedName, Comment: without quotes and prefix
  std::uint32_t bodyEnd = 0;
  std::uint32_t firstHole = 0; // index into the holes given to lexSql
  std::uint32_t holeCount = 0;
};

// `holes`: offsets into `text`, ascending, each the one byte that stands for a hole.
std::vector<SqlToken> lexSql(std::string_view text, std::span<const std::uint32_t> holes,
                             SqlDialect dialect);

// Whether the token is this word, ASCII case ignored; `word` is in lower case.
bool isWord(std::string_view text, const SqlToken& token, std::string_view word);

} // namespace pysecd
