#include "analysis/fixes/parameterize_query/sql_context.h"

#include "analysis/fixes/parameterize_query/sql_statement.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace pysecd {

namespace {

using Words = std::initializer_list<std::string_view>;

enum class Clause : std::uint8_t {
  Start,
  Select,
  Table,
  Condition,
  List,
  Count,
  Values,
  Set,
  Call
};
enum class Paren : std::uint8_t { None, Group, Operand, InList, Row, Columns, Function, Cast };

struct Frame {
  Clause clause = Clause::Start;
  Paren paren = Paren::None;
  std::uint32_t open = 0;    // index of the parenthesis in the significant tokens
  bool between = false;      // BETWEEN was read, its AND not yet
  bool betweenAnd = false;   // the last AND was that of a BETWEEN
  bool leftSide = false;     // Function: it stands where a comparison may follow
  bool firstArgument = true; // Function, Cast: no comma yet
  bool hasFrom = false;
};

// Words that are no operands and no functions' names.
constexpr std::array<std::string_view, 104> kKeywords = {
    "select",     "distinct",   "all",       "from",      "join",    "into",      "update",
    "table",      "only",       "where",     "having",    "on",      "and",       "or",
    "not",        "when",       "set",       "by",        "as",      "in",        "is",
    "like",       "ilike",      "rlike",     "glob",      "regexp",  "match",     "between",
    "escape",     "then",       "else",      "case",      "limit",   "offset",    "fetch",
    "first",      "next",       "top",       "values",    "value",   "returning", "output",
    "using",      "group",      "order",     "insert",    "delete",  "replace",   "create",
    "alter",      "drop",       "truncate",  "index",     "view",    "database",  "schema",
    "column",     "constraint", "add",       "rename",    "to",      "call",      "exec",
    "execute",    "union",      "except",    "intersect", "with",    "recursive", "collate",
    "over",       "partition",  "interval",  "div",       "mod",     "xor",       "exists",
    "references", "default",    "qualify",   "describe",  "explain", "analyze",   "conflict",
    "do",         "end",        "null",      "merge",     "user",    "role",      "function",
    "procedure",  "trigger",    "sequence",  "pragma",    "use",     "show",      "grant",
    "revoke",     "cascade",    "temporary", "temp",      "similar", "vacuum"};

class Reader {
public:
  Reader(std::string_view text, std::span<const std::uint32_t> holes, const SqlOptions& options)
      : text_(text), options_(options) {
    reading_.tokens = lexSql(text, holes, options.dialect);
    reading_.holes.resize(holes.size());
    for (std::uint32_t i = 0; i < reading_.tokens.size(); ++i)
      if (reading_.tokens[i].kind != SqlTokenKind::Comment)
        significant_.push_back(i);
      else
        place(reading_.tokens[i], i, {.position = HolePosition::Comment});
  }

  SqlReading run() {
    frames_.emplace_back();
    for (at_ = 0; at_ < significant_.size(); ++at_) {
      const SqlToken& token = this->token(at_);
      if (token.holeCount > 0)
        place(token, significant_[at_], classify(token));
      advance(token);
    }
    return std::move(reading_);
  }

private:
  const SqlToken& token(std::size_t i) const { return reading_.tokens[significant_[i]]; }
  std::string_view slice(const SqlToken& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  Frame& frame() { return frames_.back(); }

  bool wordIs(std::size_t i, Words words) const {
    return i < significant_.size() &&
           std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return isWord(text_, token(i), word); });
  }
  bool isKeyword(std::size_t i) const {
    return std::any_of(kKeywords.begin(), kKeywords.end(),
                       [&](std::string_view word) { return isWord(text_, token(i), word); });
  }
  // Tokens counted back from at_ (1: the previous one); false at the start of the text.
  bool previousIs(Words words, std::size_t back = 1) const {
    return at_ >= back && wordIs(at_ - back, words);
  }
  bool symbolIs(std::size_t i, std::string_view symbol) const {
    return i < significant_.size() && slice(token(i)) == symbol &&
           (token(i).kind == SqlTokenKind::Punctuation || token(i).kind == SqlTokenKind::Operator);
  }
  bool previousSymbolIs(std::string_view symbol, std::size_t back = 1) const {
    return at_ >= back && symbolIs(at_ - back, symbol);
  }

  void place(const SqlToken& token, std::uint32_t index, SqlHole hole) {
    hole.token = index;
    for (std::uint32_t i = 0; i < token.holeCount; ++i)
      reading_.holes[token.firstHole + i] = hole;
  }

  // --- keeping track of clauses and parentheses

  void advance(const SqlToken& token) {
    if (token.kind == SqlTokenKind::Word)
      return keyword();
    if (symbolIs(at_, "(") && frames_.size() < 200)
      frames_.push_back(opened());
    else if (symbolIs(at_, ")") && frames_.size() > 1)
      frames_.pop_back();
    else if (symbolIs(at_, ","))
      frame().firstArgument = false;
    else if (symbolIs(at_, ";"))
      frame() = {};
  }

  void keyword() {
    Frame& frame = this->frame();
    if (wordIs(at_, {"select", "returning", "output", "distinct"}))
      frame.clause = Clause::Select;
    else if (wordIs(at_, {"from", "join", "into", "update", "table", "with", "using"}))
      frame.clause = Clause::Table;
    else if (wordIs(at_, {"where", "having", "on", "qualify", "when"}))
      frame.clause = Clause::Condition;
    else if (wordIs(at_, {"group", "order", "partition"}))
      frame.clause = Clause::List;
    else if (wordIs(at_, {"limit", "offset", "fetch", "top"}))
      frame.clause = Clause::Count;
    else if (wordIs(at_, {"values"}))
      frame.clause = Clause::Values;
    else if (wordIs(at_, {"set"}))
      frame.clause = Clause::Set;
    else if (wordIs(at_, {"call", "exec", "execute"}) && frame.clause == Clause::Start)
      frame.clause = Clause::Call;
    if (wordIs(at_, {"from"}))
      frame.hasFrom = true;
    if (wordIs(at_, {"between"}))
      frame.between = true;
    else if (wordIs(at_, {"and"}))
      frame.betweenAnd = std::exchange(frame.between, false);
  }

  // The frame of the parenthesis at at_.
  Frame opened() {
    Frame inner;
    inner.open = static_cast<std::uint32_t>(at_);
    inner.clause = frame().clause;
    const Clause outer = frame().clause;
    if (previousIs({"in"}))
      inner.paren = Paren::InList;
    else if (previousIs({"values", "value"}) || (outer == Clause::Values && previousSymbolIs(",")))
      inner.paren = Paren::Row;
    else if (previousIs({"using", "conflict", "key", "index", "by", "of", "references"}))
      inner.paren = Paren::Columns;
    else if (afterOperator())
      inner.paren = Paren::Operand;
    else if (previousIs({"cast", "try_cast", "convert"}))
      inner.paren = Paren::Cast;
    else if (previousIs({"limit", "offset", "top", "any", "all", "some"}))
      inner.paren = Paren::Operand;
    else if (outer == Clause::Table && previousIsOperand())
      inner.paren = insertsInto() ? Paren::Columns : Paren::Function;
    else if (previousIsName() || previousIsHole())
      inner.paren = Paren::Function;
    else
      inner.paren = Paren::Group;
    inner.leftSide =
        inner.paren == Paren::Function && !afterOperator(2) && !previousSymbolIs(",", 2);
    if (inner.paren == Paren::Function && frame().paren == Paren::Function)
      inner.leftSide = frame().leftSide;
    return inner;
  }

  bool insertsInto() const {
    for (std::size_t back = 1; back <= 8 && back <= at_; ++back)
      if (previousIs({"into", "replace", "insert", "copy", "table", "with"}, back))
        return true;
    return false;
  }

  // --- the surroundings of a hole

  bool previousIsName() const {
    return at_ >= 1 && token(at_ - 1).kind == SqlTokenKind::Word && !isKeyword(at_ - 1);
  }
  bool previousIsHole() const { return at_ >= 1 && token(at_ - 1).kind == SqlTokenKind::Hole; }
  bool previousIsOperand() const {
    if (at_ == 0)
      return false;
    switch (token(at_ - 1).kind) {
    case SqlTokenKind::Word:
      return !isKeyword(at_ - 1);
    case SqlTokenKind::Operator:
    case SqlTokenKind::Comment:
      return false;
    case SqlTokenKind::Punctuation:
      return previousSymbolIs(")") || previousSymbolIs("]");
    default:
      return true;
    }
  }

  // Whether the token before (or `back` before) takes an operand on its right.
  bool afterOperator(std::size_t back = 1) const {
    if (at_ < back)
      return false;
    const SqlToken& before = token(at_ - back);
    if (before.kind == SqlTokenKind::Operator) {
      if (slice(before) == "*")
        return at_ > back && !previousIs({"select", "distinct", "all"}, back + 1) &&
               !previousSymbolIs(",", back + 1) && !previousSymbolIs(".", back + 1) &&
               !previousSymbolIs("(", back + 1);
      return slice(before) != "::" && slice(before) != ":";
    }
    if (previousIs({"like", "ilike", "rlike", "glob", "regexp", "match", "between", "escape",
                    "then", "else", "div", "mod", "xor", "limit", "offset"},
                   back))
      return true;
    if (previousIs({"to"}, back))
      return previousIs({"similar"}, back + 1);
    if (previousIs({"first", "next"}, back))
      return previousIs({"fetch"}, back + 1);
    return previousIs({"and"}, back) && frames_.back().betweenAnd;
  }

  bool beforeComparison() const {
    const std::size_t next = at_ + 1;
    if (next >= significant_.size())
      return false;
    if (token(next).kind == SqlTokenKind::Operator)
      return true;
    return wordIs(next, {"like", "ilike", "in", "between", "is", "not", "glob", "regexp", "rlike",
                         "similar", "match"});
  }

  SqlHole classify(const SqlToken& token) {
    switch (token.kind) {
    case SqlTokenKind::String:
      return {.position = HolePosition::Value,
              .quoted = true,
              .literalOnly = wantsLiteral(),
              .inList = aloneInList()};
    case SqlTokenKind::QuotedName:
      return quotedName(token);
    case SqlTokenKind::Hole:
      return bare(token);
    case SqlTokenKind::Word:
      return {.position = token.holeCount == token.end - token.begin ? HolePosition::Clause
                                                                     : HolePosition::Identifier};
    default:
      return {.position = HolePosition::Identifier};
    }
  }

  bool wantsLiteral() const {
    return previousIs({"date", "time", "timestamp", "timestamptz", "interval", "as", "outfile",
                       "infile", "dumpfile", "separator", "collate", "charset", "format",
                       "location", "comment", "password"}) ||
           (previousIs({"by"}) && previousIs({"identified"}, 2));
  }

  // "..." holds a name, but SQLite reads it as text where no such column exists, and people rely on
  // that.
  SqlHole quotedName(const SqlToken& token) {
    const bool lenient =
        options_.dialect == SqlDialect::Sqlite || options_.dialect == SqlDialect::Unknown;
    const bool listed = frame().paren == Paren::InList || frame().paren == Paren::Row;
    if (token.quote == '"' && lenient && (afterOperator() || listed))
      return {.position = HolePosition::Value, .quoted = true};
    return {.position = HolePosition::Identifier};
  }

  SqlHole bare(const SqlToken& token) {
    SqlHole hole;
    const bool number = options_.number && options_.number(token.firstHole);
    hole.position = position(number);
    if (hole.position == HolePosition::Value) {
      hole.bareList = previousIs({"in"});
      hole.inList = aloneInList();
      hole.inParentheses = previousIs({"top"});
      hole.rowCount = previousIs({"limit", "offset"}) || frame().clause == Clause::Count;
      hole.literalOnly = previousIs({"interval"});
    }
    return hole;
  }

  // The only thing between the parentheses of IN (...).
  bool aloneInList() const {
    const Frame& frame = frames_.back();
    return frame.paren == Paren::InList && at_ == frame.open + 1 && symbolIs(at_ + 1, ")");
  }

  HolePosition position(bool number) {
    if (previousSymbolIs(".") || previousSymbolIs("::") || symbolIs(at_ + 1, ".") ||
        symbolIs(at_ + 1, "("))
      return HolePosition::Identifier;
    if (at_ == 0)
      return HolePosition::Clause;
    if (afterOperator() || previousIs({"in", "interval", "top"}) || previousSymbolIs("["))
      return HolePosition::Value;
    if (previousSymbolIs("(") || previousSymbolIs(","))
      return listed(number);
    if (this->token(at_ - 1).kind == SqlTokenKind::Word && !previousIsName())
      return afterKeyword(number);
    if (frame().clause == Clause::List || (frame().clause == Clause::Table && previousIs({"as"})))
      return HolePosition::Identifier;
    if (frame().clause == Clause::Call && previousIsName())
      return HolePosition::Value; // EXEC procedure {x}
    return HolePosition::Clause;
  }

  // After an opening parenthesis or a comma.
  HolePosition listed(bool number) {
    const Frame& frame = this->frame();
    switch (frame.paren) {
    case Paren::InList:
    case Paren::Row:
    case Paren::Operand:
    case Paren::Cast:
      return HolePosition::Value;
    case Paren::Columns:
      return HolePosition::Identifier;
    case Paren::Function:
      return functionArgument(number);
    case Paren::Group:
    case Paren::None:
      break;
    }
    switch (frame.clause) {
    case Clause::Count:
    case Clause::Call:
      return HolePosition::Value;
    case Clause::Select:
      return number ? HolePosition::Value : HolePosition::Identifier;
    case Clause::Table:
    case Clause::List:
      return HolePosition::Identifier;
    case Clause::Set:
    case Clause::Condition:
      return comparedOrClause(number);
    default:
      return HolePosition::Clause;
    }
  }

  // A function's first argument may be a column: lower({x}) = ..., SELECT max({x}) FROM t.
  HolePosition functionArgument(bool number) {
    const Frame& frame = this->frame();
    if (number)
      return HolePosition::Value;
    const std::size_t name = frame.open - 1;
    if (wordIs(name, {"count", "sum", "avg", "min", "max", "total", "group_concat", "string_agg",
                      "array_agg", "json_agg", "stddev", "variance", "median"}))
      return HolePosition::Identifier;
    if (!frame.firstArgument || !frame.leftSide)
      return HolePosition::Value;
    const bool columnsAround = frame.clause == Clause::Condition || frame.clause == Clause::List ||
                               (frame.clause == Clause::Select && fromFollows());
    return columnsAround ? HolePosition::Identifier : HolePosition::Value;
  }

  bool fromFollows() const {
    for (std::size_t i = at_ + 1; i < significant_.size(); ++i)
      if (wordIs(i, {"from"}))
        return true;
    return false;
  }

  HolePosition comparedOrClause(bool number) {
    if (!beforeComparison())
      return HolePosition::Clause;
    return number ? HolePosition::Value : HolePosition::Identifier;
  }

  HolePosition afterKeyword(bool number) {
    if (previousIs({"where", "having", "on", "and", "or", "not", "when", "set", "qualify"}))
      return comparedOrClause(number);
    if (previousIs({"exists"}) && (previousIs({"if"}, 2) || previousIs({"if"}, 3)))
      return HolePosition::Identifier; // DROP TABLE IF EXISTS, CREATE TABLE IF NOT EXISTS
    if (previousIs({"is", "values", "end", "null", "exists", "default", "conflict"}))
      return HolePosition::Clause;
    if (previousIs({"select", "distinct", "returning"}) && number)
      return HolePosition::Value;
    return HolePosition::Identifier;
  }

  std::string_view text_;
  const SqlOptions& options_;
  SqlReading reading_;
  std::vector<std::uint32_t> significant_;
  std::vector<Frame> frames_;
  std::size_t at_ = 0;
};

} // namespace

SqlReading readSql(std::string_view text, std::span<const std::uint32_t> holes,
                   const SqlOptions& options) {
  SqlReading reading = Reader(text, holes, options).run();
  const SqlStatement statement = recogniseStatement(text, reading.tokens);
  reading.statement = statement.keyword;
  reading.isSql = statement.plausible || (options.fragments && statement.fragment);
  return reading;
}

} // namespace pysecd
