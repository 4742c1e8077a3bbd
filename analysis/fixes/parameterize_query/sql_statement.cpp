#include "analysis/fixes/parameterize_query/sql_statement.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

namespace pysecd {

namespace {

using Words = std::initializer_list<std::string_view>;

// The tokens that matter, with questions about their words.
class Statement {
public:
  Statement(std::string_view text, std::span<const SqlToken> tokens) : text_(text) {
    for (const SqlToken& token : tokens)
      if (token.kind != SqlTokenKind::Comment)
        tokens_.push_back(token);
    while (first_ < tokens_.size() && symbolAt(first_, "("))
      ++first_;
  }

  SqlStatement recognise() const {
    SqlStatement result;
    if (first_ >= tokens_.size() || prose())
      return result;
    const SqlToken& start = tokens_[first_];
    result.fragment = hasClause() || hasComparison();
    if (start.kind != SqlTokenKind::Word || start.holeCount > 0) {
      result.plausible = start.holeCount > 0 && hasClause();
      return result;
    }
    const std::string keyword = lowered(start);
    result.plausible = startsStatement(keyword);
    if (result.plausible)
      result.keyword = keyword;
    return result;
  }

private:
  std::string lowered(const SqlToken& token) const {
    return pysecd::lowered(text_.substr(token.begin, token.end - token.begin));
  }
  bool symbolAt(std::size_t i, std::string_view symbol) const {
    return i < tokens_.size() &&
           text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin) == symbol;
  }
  bool wordAt(std::size_t i, Words words) const {
    return i < tokens_.size() &&
           std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return isWord(text_, tokens_[i], word); });
  }
  bool has(Words words, std::size_t from = 0) const {
    for (std::size_t i = from; i < tokens_.size(); ++i)
      if (wordAt(i, words))
        return true;
    return false;
  }
  bool nextIs(Words words) const { return wordAt(first_ + 1, words); }
  // A name or something put in at run time.
  bool nameAt(std::size_t i) const {
    if (i >= tokens_.size())
      return false;
    const SqlTokenKind kind = tokens_[i].kind;
    return kind == SqlTokenKind::Word || kind == SqlTokenKind::QuotedName ||
           kind == SqlTokenKind::Hole;
  }
  bool nextIsHole() const {
    return first_ + 1 < tokens_.size() && tokens_[first_ + 1].holeCount > 0;
  }

  // Articles and pronouns: no column or table is called so, and no sentence does without for long.
  bool prose() const {
    std::size_t words = 0;
    for (std::size_t i = first_; i < tokens_.size(); ++i)
      words += wordAt(i, {"the", "please", "your", "you", "our", "their", "these", "those", "this",
                          "an", "we", "was", "were", "cannot"})
                   ? 1
                   : 0;
    return words > 0;
  }

  bool hasComparison() const {
    for (std::size_t i = first_; i < tokens_.size(); ++i) {
      if (wordAt(i, {"like", "ilike", "between", "in", "is"}) && i > first_ && nameAt(i - 1))
        return true;
      for (const std::string_view op : {"=", "<", ">", "<=", ">=", "<>", "!="})
        if (symbolAt(i, op) && i > first_)
          return true;
    }
    return false;
  }

  // The words of a statement whose beginning is not known.
  bool hasClause() const {
    for (std::size_t i = first_; i < tokens_.size(); ++i) {
      if (wordAt(i, {"where", "having", "values", "join", "union", "returning"}))
        return true;
      if (wordAt(i, {"order", "group"}) && wordAt(i + 1, {"by"}))
        return true;
      if (wordAt(i, {"from", "set", "into", "limit", "offset"}) && nameAt(i + 1))
        return true;
    }
    return has({"and", "or"}) && hasComparison();
  }

  bool startsStatement(const std::string& word) const {
    if (word == "select")
      return selects();
    if (word == "insert")
      return nextIs({"into", "or", "ignore", "overwrite", "low_priority", "delayed"}) ||
             nextIsHole() || has({"values", "select"}, first_ + 1);
    if (word == "update")
      return has({"set"}, first_ + 1);
    if (word == "delete")
      return nextIs({"from"}) ? nameAt(first_ + 2) || first_ + 2 < tokens_.size()
                              : has({"from", "where"}, first_ + 1);
    if (word == "replace")
      return nextIs({"into"}) || has({"values", "select"}, first_ + 1);
    if (word == "merge")
      return has({"using"}, first_ + 1);
    if (word == "with")
      return has({"as"}, first_ + 1) && has({"select", "insert", "update", "delete"}, first_ + 1);
    if (word == "values" || word == "table")
      return first_ + 1 < tokens_.size();
    return startsOther(word);
  }

  bool selects() const {
    const std::size_t next = first_ + 1;
    if (next >= tokens_.size())
      return false;
    if (has({"from", "where", "union", "into"}, next) ||
        wordAt(next, {"distinct", "top", "all", "null"}))
      return true;
    // SELECT 1, SELECT 'x', SELECT f(x), SELECT @@version, SELECT *
    if (tokens_[next].kind != SqlTokenKind::Word || symbolAt(next + 1, "(") ||
        symbolAt(next + 1, "."))
      return true;
    return next + 1 == tokens_.size() || symbolAt(next + 1, ",") || symbolAt(next + 1, ";") ||
           tokens_[next + 1].kind == SqlTokenKind::Operator || wordAt(next + 1, {"as"});
  }

  bool startsOther(const std::string& word) const {
    if (word == "create" || word == "alter" || word == "drop" || word == "comment")
      return namesObject();
    if (word == "grant" || word == "revoke")
      return has({"on", "to", "from"}, first_ + 1);
    if (word == "truncate" || word == "pragma" || word == "use" || word == "savepoint" ||
        word == "release" || word == "listen" || word == "notify" || word == "reindex")
      return nameAt(first_ + 1) && tokens_.size() - first_ <= 8;
    if (word == "call" || word == "exec" || word == "execute" || word == "attach" ||
        word == "detach")
      return first_ + 1 < tokens_.size();
    if (word == "explain")
      return has({"select", "insert", "update", "delete", "with", "merge", "replace"}, first_ + 1);
    if (word == "set")
      return symbolAt(first_ + 2, "=") || symbolAt(first_ + 2, ":=") ||
             has({"to", "role", "session", "global", "local", "names", "schema", "transaction"},
                 first_ + 1) ||
             nextIsHole() || symbolAt(first_ + 3, "=") || symbolAt(first_ + 4, "=");
    if (word == "copy" || word == "load" || word == "unload")
      return has({"from", "to", "data", "into"}, first_ + 1);
    if (word == "show" || word == "describe" || word == "desc" || word == "analyze" ||
        word == "vacuum" || word == "lock" || word == "optimize" || word == "kill")
      return tokens_.size() - first_ <= 8;
    if (word == "declare" || word == "begin" || word == "do" || word == "rename")
      return first_ + 1 < tokens_.size();
    return word == "start" && nextIs({"transaction"});
  }

  // CREATE [OR REPLACE] [UNIQUE ...] TABLE name
  bool namesObject() const {
    for (std::size_t i = first_ + 1; i < tokens_.size() && i <= first_ + 6; ++i)
      if (wordAt(i,
                 {"table",        "index",    "view",      "database",   "schema",   "user",
                  "role",         "function", "procedure", "trigger",    "sequence", "type",
                  "extension",    "policy",   "domain",    "tablespace", "server",   "publication",
                  "subscription", "login",    "column",    "collation",  "macro",    "aggregate",
                  "event",        "on"}))
        return i + 1 < tokens_.size();
    return nextIsHole();
  }

  std::string_view text_;
  std::vector<SqlToken> tokens_;
  std::size_t first_ = 0;
};

} // namespace

SqlStatement recogniseStatement(std::string_view text, std::span<const SqlToken> tokens) {
  return Statement(text, tokens).recognise();
}

bool takesNoValues(std::string_view keyword) {
  constexpr std::array<std::string_view, 35> kWords = {
      "create",  "alter",  "drop",     "truncate",  "set",     "pragma",  "copy",
      "notify",  "listen", "unlisten", "grant",     "revoke",  "detach",  "vacuum",
      "use",     "show",   "describe", "desc",      "analyze", "lock",    "begin",
      "start",   "commit", "rollback", "savepoint", "release", "do",      "comment",
      "declare", "load",   "rename",   "reindex",   "cluster", "refresh", "unload"};
  return std::find(kWords.begin(), kWords.end(), keyword) != kWords.end();
}

} // namespace pysecd
