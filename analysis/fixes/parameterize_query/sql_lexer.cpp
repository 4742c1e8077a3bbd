#include "analysis/fixes/parameterize_query/sql_lexer.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pysecd {

namespace {

constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool isWordStart(char c) {
  const char small = lower(c);
  return (small >= 'a' && small <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isWordPart(char c) { return isWordStart(c) || isDigit(c) || c == '$'; }

class Lexer {
public:
  Lexer(std::string_view text, std::span<const std::uint32_t> holes, SqlDialect dialect)
      : text_(text), holes_(holes), dialect_(dialect) {}

  std::vector<SqlToken> run() {
    while (at_ < text_.size()) {
      if (!isHole(at_) && isSpace(text_[at_])) {
        ++at_;
        continue;
      }
      next();
    }
    return std::move(tokens_);
  }

private:
  bool isHole(std::uint32_t offset) const {
    return std::binary_search(holes_.begin(), holes_.end(), offset);
  }
  // The byte at an offset; NUL at the end and where a hole is.
  char peek(std::uint32_t offset) const {
    return offset < text_.size() && !isHole(offset) ? text_[offset] : '\0';
  }
  bool partOfWord(std::uint32_t offset) const {
    return offset < text_.size() && (isHole(offset) || isWordPart(text_[offset]));
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

  void emit(SqlToken token) {
    const auto first = std::lower_bound(holes_.begin(), holes_.end(), token.begin);
    const auto last = std::lower_bound(first, holes_.end(), token.end);
    token.firstHole = static_cast<std::uint32_t>(first - holes_.begin());
    token.holeCount = static_cast<std::uint32_t>(last - first);
    at_ = std::max(token.end, token.begin + 1);
    tokens_.push_back(token);
  }
  void emit(SqlTokenKind kind, std::uint32_t length) {
    emit({.kind = kind, .begin = at_, .end = std::min(at_ + length, size())});
  }

  void next() {
    const char c = peek(at_);
    if (isHole(at_) || isWordStart(c))
      return word();
    if (isDigit(c) || (c == '.' && isDigit(peek(at_ + 1)) && !afterName()))
      return number();
    switch (c) {
    case '\'':
      return quoted(SqlTokenKind::String, at_, at_, false);
    case '"':
      return quoted(dialect_ == SqlDialect::MySql ? SqlTokenKind::String : SqlTokenKind::QuotedName,
                    at_, at_, false);
    case '`':
      return quoted(SqlTokenKind::QuotedName, at_, at_, false);
    case '[':
      return bracket();
    case '-':
      return startsLineComment() ? lineComment(2) : symbol();
    case '#':
      return hash();
    case '/':
      return peek(at_ + 1) == '*' ? blockComment() : symbol();
    case '$':
      return dollar();
    case '?':
      return question();
    case ':':
      return colon();
    case '%':
      return percent();
    case '@':
      return at();
    default:
      return symbol();
    }
  }

  // A run of word characters and holes: `name`, `users_{suffix}`, or one hole on its own.
  void word() {
    std::uint32_t end = at_;
    while (partOfWord(end))
      ++end;
    const std::uint32_t length = end - at_;
    if (length == 1 && isHole(at_))
      return emit(SqlTokenKind::Hole, 1);
    if (peek(end) == '\'' && isStringPrefix(text_.substr(at_, length)))
      return prefixedString(end);
    if (length == 1 && lower(text_[at_]) == 'u' && peek(end) == '&' && peek(end + 1) == '\'')
      return quoted(SqlTokenKind::String, at_, end + 1, false);
    emit(SqlTokenKind::Word, length);
  }

  static bool isStringPrefix(std::string_view word) {
    if (word.size() == 1)
      return std::string_view("enbxrq").find(lower(word[0])) != std::string_view::npos;
    return word == "nq" || word == "NQ" || (word.size() > 1 && word[0] == '_');
  }

  void prefixedString(std::uint32_t quote) {
    const char kind = lower(text_[quote - 1]);
    if (kind == 'q' && dialect_ == SqlDialect::Oracle && quote + 1 < size())
      return oracleQuoted(quote);
    quoted(SqlTokenKind::String, at_, quote, kind == 'e');
  }

  // q'[it's]': the text ends at the bracket that matches, followed by a quote.
  void oracleQuoted(std::uint32_t quote) {
    const char open = text_[quote + 1];
    constexpr std::array<std::pair<char, char>, 4> kPairs = {
        {{'[', ']'}, {'{', '}'}, {'(', ')'}, {'<', '>'}}};
    char close = open;
    for (const auto& [left, right] : kPairs)
      if (left == open)
        close = right;
    std::uint32_t end = quote + 2;
    while (end < size() && !(peek(end) == close && peek(end + 1) == '\''))
      ++end;
    const bool closed = end < size();
    emit({.kind = SqlTokenKind::String,
          .quote = '\'',
          .closed = closed,
          .begin = at_,
          .end = closed ? end + 2 : size(),
          .bodyBegin = quote + 2,
          .bodyEnd = end});
  }

  void quoted(SqlTokenKind kind, std::uint32_t begin, std::uint32_t quote, bool escapes) {
    const char mark = text_[quote];
    const bool backslashes =
        escapes || (kind == SqlTokenKind::String && dialect_ == SqlDialect::MySql);
    std::uint32_t end = quote + 1;
    bool closed = false;
    while (end < size() && !closed) {
      const char c = peek(end);
      if (backslashes && c == '\\')
        end = std::min(end + 2, size());
      else if (c == mark && peek(end + 1) == mark)
        end += 2;
      else if (c == mark)
        closed = true;
      else
        ++end;
    }
    emit({.kind = kind,
          .quote = mark,
          .closed = closed,
          .backslashes = backslashes,
          .begin = begin,
          .end = closed ? end + 1 : end,
          .bodyBegin = quote + 1,
          .bodyEnd = end});
  }

  // [name] quotes a name in SQL Server and SQLite; elsewhere it is an array's index or ARRAY[...].
  void bracket() {
    const bool names = dialect_ == SqlDialect::SqlServer || dialect_ == SqlDialect::Sqlite ||
                       (dialect_ == SqlDialect::Unknown && !afterName());
    if (!names)
      return emit(SqlTokenKind::Punctuation, 1);
    std::uint32_t end = at_ + 1;
    while (end < size() && peek(end) != ']')
      ++end;
    const bool closed = end < size();
    emit({.kind = SqlTokenKind::QuotedName,
          .quote = '[',
          .closed = closed,
          .begin = at_,
          .end = closed ? end + 1 : end,
          .bodyBegin = at_ + 1,
          .bodyEnd = end});
  }

  // The previous byte belongs to a name, an index or a call's result: `a[`, `f(x)[`, `t.5`.
  bool afterName() const {
    return at_ > 0 && (partOfWord(at_ - 1) || text_[at_ - 1] == ']' || text_[at_ - 1] == ')');
  }

  // MySQL wants a blank after the two dashes: `5--3` subtracts there.
  bool startsLineComment() const {
    if (peek(at_ + 1) != '-')
      return false;
    return dialect_ != SqlDialect::MySql || at_ + 2 >= size() ||
           (!isHole(at_ + 2) && static_cast<unsigned char>(text_[at_ + 2]) <= ' ');
  }

  void lineComment(std::uint32_t mark) {
    std::uint32_t end = at_ + mark;
    while (end < size() && peek(end) != '\n')
      ++end;
    emit({.kind = SqlTokenKind::Comment,
          .begin = at_,
          .end = end,
          .bodyBegin = at_ + mark,
          .bodyEnd = end});
  }

  void blockComment() {
    const bool nests = dialect_ == SqlDialect::Postgres || dialect_ == SqlDialect::SqlServer;
    std::uint32_t end = at_ + 2;
    int depth = 1;
    while (end < size() && depth > 0) {
      const bool closes = peek(end) == '*' && peek(end + 1) == '/';
      const bool opens = nests && peek(end) == '/' && peek(end + 1) == '*';
      depth += opens ? 1 : closes ? -1 : 0;
      end += opens || closes ? 2 : 1;
    }
    const bool closed = depth == 0;
    emit({.kind = SqlTokenKind::Comment,
          .closed = closed,
          .begin = at_,
          .end = end,
          .bodyBegin = at_ + 2,
          .bodyEnd = closed ? end - 2 : end});
  }

  // A comment in MySQL, `#temporary` in SQL Server, a JSON operator in PostgreSQL.
  void hash() {
    if (dialect_ == SqlDialect::MySql)
      return lineComment(1);
    std::uint32_t end = at_ + 1;
    while (peek(end) == '#')
      ++end;
    if (!partOfWord(end))
      return symbol();
    while (partOfWord(end))
      ++end;
    emit(SqlTokenKind::Word, end - at_);
  }

  void dollar() {
    if (isDigit(peek(at_ + 1))) {
      std::uint32_t end = at_ + 1;
      while (isDigit(peek(end)))
        ++end;
      return emit(SqlTokenKind::Placeholder, (partOfWord(end) ? end + 1 : end) - at_);
    }
    std::uint32_t tagEnd = at_ + 1;
    while (partOfWord(tagEnd) && peek(tagEnd) != '$' && !isHole(tagEnd))
      ++tagEnd;
    if (peek(tagEnd) == '$') {
      const std::string_view tag = text_.substr(at_, tagEnd + 1 - at_);
      const std::size_t close = text_.find(tag, tagEnd + 1);
      const std::uint32_t bodyEnd =
          close == std::string_view::npos ? size() : static_cast<std::uint32_t>(close);
      const bool closed = close != std::string_view::npos;
      return emit({.kind = SqlTokenKind::String,
                   .quote = '$',
                   .closed = closed,
                   .begin = at_,
                   .end = closed ? bodyEnd + static_cast<std::uint32_t>(tag.size()) : bodyEnd,
                   .bodyBegin = tagEnd + 1,
                   .bodyEnd = bodyEnd});
    }
    std::uint32_t end = at_ + 1;
    while (partOfWord(end))
      ++end;
    emit(end > at_ + 1 ? SqlTokenKind::Placeholder : SqlTokenKind::Operator, end - at_);
  }

  // `?|`, `?&` and `??` are operators of JSON and of escaping; a bare `?` counts as a placeholder.
  void question() {
    const char following = peek(at_ + 1);
    if (following == '|' || following == '&' || following == '?')
      return emit(SqlTokenKind::Operator, 2);
    std::uint32_t end = at_ + 1;
    while (isDigit(peek(end)))
      ++end;
    emit(SqlTokenKind::Placeholder, end - at_);
  }

  void colon() {
    const char following = peek(at_ + 1);
    if (following == ':' || following == '=')
      return emit(SqlTokenKind::Operator, 2);
    if (!partOfWord(at_ + 1) || (at_ > 0 && partOfWord(at_ - 1)))
      return symbol();
    std::uint32_t end = at_ + 1;
    while (partOfWord(end))
      ++end;
    emit(SqlTokenKind::Placeholder, end - at_);
  }

  void percent() {
    const std::uint32_t marker = percentMarkerEnd();
    if (marker != kNowhere)
      return emit(SqlTokenKind::Placeholder, marker - at_);
    emit(SqlTokenKind::Operator, peek(at_ + 1) == '%' ? 2 : 1);
  }

  // The end of `%s` or `%(name)s` at at_, else kNowhere.
  std::uint32_t percentMarkerEnd() const {
    std::uint32_t type = at_ + 1;
    if (peek(type) == '(') {
      while (type < size() && peek(type) != ')' && peek(type) != '\n')
        ++type;
      if (peek(type) != ')')
        return kNowhere;
      ++type;
    }
    const char c = peek(type);
    const bool known = c == 's' || c == 'b' || c == 't' || c == 'd';
    return known && !partOfWord(type + 1) ? type + 1 : kNowhere;
  }

  // @variable, @@global; `@>` and `@@` are operators.
  void at() {
    std::uint32_t end = at_ + 1;
    if (peek(end) == '@' && partOfWord(end + 1))
      ++end;
    if (!partOfWord(end))
      return symbol();
    while (partOfWord(end))
      ++end;
    emit(SqlTokenKind::Word, end - at_);
  }

  void number() {
    std::uint32_t end = at_;
    while (partOfWord(end) || (peek(end) == '.' && isDigit(peek(end + 1))) ||
           ((peek(end) == '+' || peek(end) == '-') && lower(peek(end - 1)) == 'e' &&
            isDigit(peek(end + 1)) && peek(at_ + 1) != 'x'))
      ++end;
    if (peek(end) == '.')
      ++end;
    SqlToken token{.kind = SqlTokenKind::Number, .begin = at_, .end = end};
    emit(token);
    if (tokens_.back().holeCount != 0)
      tokens_.back().kind = SqlTokenKind::Word; // `2{x}`: the hole is part of something
  }

  void symbol() {
    constexpr std::string_view kPunctuation = "()[],;.";
    if (kPunctuation.find(text_[at_]) != std::string_view::npos)
      return emit(SqlTokenKind::Punctuation, 1);
    constexpr std::array<std::string_view, 24> kLong = {
        "!~*", "->>", "#>>", "<=>", "<->", "<=", ">=", "<>", "!=", "==", "||", "->",
        "#>",  "@>",  "<@",  "@@",  "~*",  "!~", "~~", "&&", "<<", ">>", "=>", "^="};
    for (const std::string_view op : kLong)
      if (text_.substr(at_, op.size()) == op && !holeWithin(op.size()))
        return emit(SqlTokenKind::Operator, static_cast<std::uint32_t>(op.size()));
    emit(SqlTokenKind::Operator, 1);
  }
  bool holeWithin(std::size_t length) const {
    for (std::uint32_t i = 0; i < length; ++i)
      if (isHole(at_ + i))
        return true;
    return false;
  }

  std::string_view text_;
  std::span<const std::uint32_t> holes_;
  SqlDialect dialect_;
  std::uint32_t at_ = 0;
  std::vector<SqlToken> tokens_;
};

} // namespace

std::vector<SqlToken> lexSql(std::string_view text, std::span<const std::uint32_t> holes,
                             SqlDialect dialect) {
  return Lexer(text, holes, dialect).run();
}

bool isWord(std::string_view text, const SqlToken& token, std::string_view word) {
  if (token.kind != SqlTokenKind::Word || token.end - token.begin != word.size())
    return false;
  return std::equal(word.begin(), word.end(), text.begin() + token.begin,
                    [](char expected, char actual) { return expected == lower(actual); });
}

SqlDriver sqlDriverOf(std::string_view dottedName) {
  static constexpr std::pair<std::string_view, SqlDriver> kDrivers[] = {
      {"sqlite3", {SqlDialect::Sqlite}},
      {"aiosqlite", {SqlDialect::Sqlite}},
      {"apsw", {SqlDialect::Sqlite}},
      {"psycopg", {SqlDialect::Postgres}},
      {"psycopg2", {SqlDialect::Postgres}},
      {"psycopg_pool", {SqlDialect::Postgres}},
      {"aiopg", {SqlDialect::Postgres}},
      {"asyncpg", {SqlDialect::Postgres}},
      {"pg8000", {SqlDialect::Postgres}},
      {"pymysql", {SqlDialect::MySql}},
      {"aiomysql", {SqlDialect::MySql}},
      {"asyncmy", {SqlDialect::MySql}},
      {"MySQLdb", {SqlDialect::MySql}},
      {"mysql", {SqlDialect::MySql, true}},
      {"mariadb", {SqlDialect::MySql}},
      {"oracledb", {SqlDialect::Oracle}},
      {"cx_Oracle", {SqlDialect::Oracle}},
      {"pymssql", {SqlDialect::SqlServer, true}},
      {"duckdb", {SqlDialect::DuckDb}},
      {"peewee.Sqlite", {SqlDialect::Sqlite}},
      {"peewee.Postgresql", {SqlDialect::Postgres}},
      {"peewee.MySQL", {SqlDialect::MySql}},
      {"tortoise.backends.sqlite", {SqlDialect::Sqlite}},
      {"tortoise.backends.asyncpg", {SqlDialect::Postgres}},
      {"tortoise.backends.psycopg", {SqlDialect::Postgres}},
      {"tortoise.backends.mysql", {SqlDialect::MySql}},
      {"airflow.providers.postgres", {SqlDialect::Postgres}},
      {"airflow.providers.mysql", {SqlDialect::MySql}},
      {"airflow.providers.sqlite", {SqlDialect::Sqlite}},
  };
  const std::string_view package = dottedName.substr(0, dottedName.find('.'));
  for (const auto& [name, driver] : kDrivers)
    if (name == package ||
        (name.find('.') != std::string_view::npos && dottedName.starts_with(name)))
      return driver;
  return {};
}

} // namespace pysecd
