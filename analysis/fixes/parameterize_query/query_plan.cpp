#include "analysis/fixes/parameterize_query/query_plan.h"

#include "analysis/fixes/parameterize_query/bound_value.h"
#include "analysis/fixes/parameterize_query/evaluation_order.h"
#include "analysis/fixes/parameterize_query/list_value.h"
#include "analysis/fixes/parameterize_query/placeholders.h"
#include "analysis/fixes/parameterize_query/python_source.h"
#include "analysis/fixes/parameterize_query/sql_statement.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace pysecd {

namespace {

// Client-side drivers write the literal into the text themselves, so it may stand wherever a
// literal may.
bool bindsInTheClient(const SinkRow& sink) {
  return sink.style == ParamStyle::Format && !sink.serverTyped;
}

bool isWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string upperCase(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - ('a' - 'A'));
  return text;
}

class Planner {
public:
  Planner(const Ast& ast, const QueryFacts& facts, const ReadQuery& read)
      : ast_(ast), facts_(facts), query_(read.query), sql_(read.sql) {}

  QueryPlan run() {
    refuse(checkStatement());
    planMarkers();
    if (fine())
      planRegions();
    if (fine())
      refuse(plan_.existing.present ? checkExisting() : checkFresh());
    if (fine())
      planArguments();
    return std::move(plan_);
  }

private:
  bool fine() const { return plan_.refusal.empty(); }
  void refuse(std::string why) {
    if (fine())
      plan_.refusal = std::move(why);
  }

  // Of what is taken out of the expression the facts say nothing.
  bool harmless(const Hole& hole) const {
    return hole.plainExpression && facts_.harmless && facts_.harmless(hole.expression);
  }
  bool mustGo(const Hole& hole) const {
    return !facts_.untrusted || facts_.untrusted(hole.expression);
  }

  std::string checkStatement() const {
    if (query_.holes.size() == 1 && query_.text.size() == 1)
      return "the text of " + query_.holes[0].value + " can't be followed";
    if (query_.pieces.empty() && !query_.problem.empty())
      return query_.problem;
    if (!sql_.isSql)
      return "the text is not a SQL statement";
    if (!query_.problem.empty())
      return query_.problem;
    if (facts_.sink.bind == BindForm::None)
      return "this call takes no parameters: run each statement with a call that does";
    const std::string_view callee = writtenName(ast_, ast_[facts_.call].a);
    if (callee.starts_with("executemany") || callee.starts_with("execute_many"))
      return "each row would need the value: add it to the rows and put a placeholder into the "
             "text";
    return {};
  }

  // --- which parts of the text become placeholders

  void planRegions() {
    for (std::size_t i = 0; i < query_.holes.size() && fine(); ++i)
      refuse(planHole(i));
    if (plan_.regions.empty())
      refuse("there is no value to bind");
    const bool block = facts_.driver.dialect == SqlDialect::Oracle &&
                       (sql_.statement == "begin" || sql_.statement == "declare");
    if (takesNoValues(sql_.statement) && !bindsInTheClient(facts_.sink) && !block)
      refuse("databases accept no bound values in " + upperCase(sql_.statement) +
             ": check the value against a list of allowed ones");
  }

  std::string planHole(std::size_t index) {
    const Hole& hole = query_.holes[index];
    const SqlHole& sql = sql_.holes[index];
    if (harmless(hole) && !(sql.quoted && sharesLiteral(sql.token)))
      return {};
    if (hole.plainExpression && makesPlaceholders(ast_, hole.expression))
      return {};
    const std::string& name = hole.value;
    switch (sql.position) {
    case HolePosition::Identifier:
      return mustGo(hole) ? name +
                                " is a name in the statement, which can't be bound: choose it "
                                "from a list of allowed names" +
                                quotingApi()
                          : "";
    case HolePosition::Clause:
    case HolePosition::NotSql:
      return mustGo(hole) ? name + " is a part of the statement, not a value: build it from "
                                   "constant text with placeholders"
                          : "";
    case HolePosition::Comment:
      return mustGo(hole) ? name + " stands in a comment of the statement: leave it out" : "";
    case HolePosition::Value:
      break;
    }
    if (sql.bareList || sql.inList)
      if (const auto list = listOf(hole, sql))
        return planList(index, sql, *list);
    if (sql.bareList)
      return name + " is a whole list of values: write one placeholder for each of its items";
    if (sql.literalOnly && !bindsInTheClient(facts_.sink))
      return name + " stands where the database accepts only a literal";
    addToRegion(index, sql);
    return {};
  }

  // Whether another hole of the same literal must be bound.
  bool sharesLiteral(std::uint32_t token) const {
    for (std::size_t i = 0; i < query_.holes.size(); ++i)
      if (sql_.holes[i].token == token && !harmless(query_.holes[i]))
        return true;
    return false;
  }

  std::string quotingApi() const {
    if (facts_.driver.dialect == SqlDialect::Postgres && facts_.sink.style == ParamStyle::Format)
      return ", or compose it with sql.Identifier";
    return facts_.driver.dialect == SqlDialect::SqlServer ? ", or use QUOTENAME()" : "";
  }

  void addToRegion(std::size_t index, const SqlHole& sql) {
    if (sql.quoted && !plan_.regions.empty() && plan_.regions.back().token == sql.token) {
      plan_.regions.back().holes.push_back(index);
      return;
    }
    const SqlToken& token = sql_.tokens[sql.token];
    plan_.regions.push_back({.begin = token.begin,
                             .end = token.end,
                             .token = sql.token,
                             .hole = index,
                             .holes = {index},
                             .quoted = sql.quoted,
                             .before = sql.inParentheses ? "(" : "",
                             .after = sql.inParentheses ? ")" : ""});
  }

  // --- IN (...)

  std::optional<ListValue> listOf(const Hole& hole, const SqlHole& sql) const {
    const SqlToken& token = sql_.tokens[sql.token];
    const bool alone = !sql.quoted || token.bodyEnd - token.bodyBegin == 1;
    if (!alone || !hole.plainExpression || hole.conversion != 0 || !hole.spec.empty())
      return std::nullopt;
    return listValue(ast_, hole.expression, sql.quoted, sql.bareList);
  }

  std::string planList(std::size_t index, const SqlHole& sql, const ListValue& list) {
    const Hole& hole = query_.holes[index];
    const bool postgres = facts_.driver.dialect == SqlDialect::Postgres;
    if (postgres && facts_.sink.style == ParamStyle::Format && !facts_.sink.serverTyped)
      return bindTuple(index, sql, list);
    if (postgres)
      return bindArray(index, sql, list);
    if (named_ || facts_.sink.style == ParamStyle::Named ||
        facts_.sink.style == ParamStyle::Numeric)
      return hole.value + " is a list of values: write one placeholder for each of its items" +
             (plan_.form == BindForm::Enclosing ? ", or use bindparam() with expanding=True" : "");
    return bindEach(index, sql, list);
  }

  // psycopg2 writes a tuple with its parentheses: IN %s
  std::string bindTuple(std::size_t index, const SqlHole& sql, const ListValue& list) {
    PlannedRegion& region = addListRegion(index, sql);
    region.items = list.isTuple ? list.items : "tuple(" + list.items + ")";
    return {};
  }

  // Servers take one array: = ANY($1)
  std::string bindArray(std::size_t index, const SqlHole& sql, const ListValue& list) {
    if (!list.texts && !list.converted)
      return query_.holes[index].value +
             " is a list of text that stands for numbers: bind a list of numbers to = ANY()";
    PlannedRegion& region = addListRegion(index, sql);
    std::uint32_t keyword = significantBefore(region.token);
    const std::uint32_t before = keyword == 0 ? 0 : significantBefore(keyword);
    const bool negated = isWord(query_.text, sql_.tokens[before], "not");
    if (negated)
      keyword = before;
    region.begin = sql_.tokens[keyword].begin;
    region.before = negated ? "<> ALL(" : "= ANY(";
    region.after = ")";
    region.items = list.isList ? list.items : "list(" + list.items + ")";
    return {};
  }

  // One placeholder for each item, made at run time.
  std::string bindEach(std::size_t index, const SqlHole& sql, const ListValue& list) {
    const Hole& hole = query_.holes[index];
    if (list.counted.empty() || sql.bareList)
      return hole.value + " is a list of values: give it a name, and write one placeholder for "
                          "each of its items";
    plan_.unsure |= !list.sized;
    const char outer = quoteOf(hole);
    const char quote = hole.form == HoleForm::Interpolation ? (outer == '"' ? '\'' : '"') : outer;
    const std::string mark = facts_.sink.style == ParamStyle::Format
                                 ? "[" + pythonString("%s", quote) + "]"
                                 : pythonString("?", quote);
    plan_.replacements.push_back({hole.expression, pythonString(",", quote) + ".join(" + mark +
                                                       " * len(" + list.counted + "))"});
    const SqlToken& token = sql_.tokens[sql.token];
    const std::uint32_t begin = token.begin;
    plan_.regions.push_back({.begin = begin,
                             .end = sql.quoted ? token.bodyBegin : begin,
                             .token = sql.token,
                             .hole = index,
                             .items = "*" + list.items});
    if (sql.quoted)
      plan_.regions.push_back(
          {.begin = token.bodyEnd, .end = token.end, .token = sql.token, .hole = index});
    return {};
  }

  // The quote of the literal that holds a field; of the query for an operand.
  char quoteOf(const Hole& hole) const {
    if (hole.token == kNoNode)
      return quoteOfQuery(ast_, query_);
    return (ast_[hole.token].flags & kSingleQuote) != 0 ? '\'' : '"';
  }

  // The list's token with the parentheses around it, if it does not bring its own.
  PlannedRegion& addListRegion(std::size_t index, const SqlHole& sql) {
    PlannedRegion region{.token = sql.token, .hole = index, .holes = {index}};
    std::uint32_t last = sql.token;
    if (!sql.bareList) {
      region.token = significantBefore(sql.token);
      do
        ++last;
      while (sql_.tokens[last].kind == SqlTokenKind::Comment);
    }
    region.begin = sql_.tokens[region.token].begin;
    region.end = sql_.tokens[last].end;
    return plan_.regions.emplace_back(std::move(region));
  }

  std::uint32_t significantBefore(std::uint32_t token) const {
    while (token > 0 && sql_.tokens[--token].kind == SqlTokenKind::Comment) {
    }
    return token;
  }

  // --- markers

  void planMarkers() {
    markers_ = existingMarkers(query_.text, sql_.tokens, facts_.sink.style);
    plan_.placeholders = markers_.size();
    plan_.existing = existingParameters(ast_, facts_);
    const bool anyNamed = std::any_of(markers_.begin(), markers_.end(),
                                      [](const Marker& marker) { return isNamed(marker.kind); });
    const bool hasNamedForm =
        facts_.sink.style == ParamStyle::Format || facts_.sink.style == ParamStyle::QMark;
    plan_.form = facts_.sink.bind;
    named_ = plan_.form == BindForm::Mapping || plan_.form == BindForm::Enclosing ||
             plan_.form == BindForm::Keywords ||
             (hasNamedForm && plan_.existing.present && (plan_.existing.mapping || anyNamed));
    if (named_ && plan_.form == BindForm::Sequence)
      plan_.form = BindForm::Mapping;
    // Without values such drivers leave alone what is no %s and no %%.
    plan_.doubleLonePercent = facts_.sink.percentAlways && !plan_.existing.present &&
                              facts_.sink.style == ParamStyle::Format &&
                              !facts_.driver.keepsPercent;
    plan_.doublePercent = facts_.sink.style == ParamStyle::Format && !driverHalvesPercent() &&
                          !facts_.driver.keepsPercent;
  }

  std::string checkExisting() const {
    if (named_)
      return {};
    if (!plan_.existing.known && markers_.empty())
      return "it can't be seen how many parameters are passed";
    const bool counted = plan_.existing.known && facts_.sink.style != ParamStyle::Dollar;
    if (counted && plan_.existing.count != markers_.size())
      return "the number of parameters passed does not match the placeholders in the text";
    return {};
  }

  // Text that never went through the driver's reading of placeholders would do so now.
  std::string checkFresh() const {
    if (facts_.driver.keepsPercent && keepsMarker())
      return "the text has a %s that the driver would take for a placeholder";
    if (markers_.empty() || facts_.sink.style == ParamStyle::Format ||
        plan_.form == BindForm::Enclosing)
      return {};
    for (const SqlToken& token : sql_.tokens)
      if (token.begin == markers_[0].begin)
        return "the text has a " + query_.text.substr(token.begin, token.end - token.begin) +
               " already, which would become a placeholder";
    return {};
  }

  bool keepsMarker() const {
    for (std::size_t at = query_.text.find('%'); at != std::string::npos;
         at = query_.text.find('%', at + 1)) {
      const char type = at + 1 < query_.text.size() ? query_.text[at + 1] : ' ';
      const bool stays =
          std::none_of(plan_.regions.begin(), plan_.regions.end(),
                       [&](const auto& region) { return region.begin <= at && at < region.end; });
      if (stays && (type == 's' || type == 'd'))
        return true;
    }
    return false;
  }

  bool driverHalvesPercent() const {
    return !facts_.driver.keepsPercent && facts_.sink.style == ParamStyle::Format &&
           (plan_.existing.present || facts_.sink.percentAlways);
  }

  // --- values

  void planArguments() {
    MarkerWriter writer(facts_.sink.style, named_, facts_.driver.dialect, markers_);
    std::map<std::string, std::size_t> shared; // what may be bound once for several regions
    for (std::size_t i = 0; i < plan_.regions.size() && fine(); ++i) {
      PlannedRegion& region = plan_.regions[i];
      if (region.holes.empty() && region.items.empty())
        continue; // a quote that goes
      BoundValue value = valueOf(region);
      refuse(value.refusal);
      const Cast cast = region.quoted && facts_.sink.style == ParamStyle::Dollar
                            ? castOf(region.token)
                            : Cast::None;
      if (cast == Cast::ToOther)
        region.after = "::text" + region.after;
      if (cast == Cast::ToOther || (cast == Cast::ToText && value.unsure)) {
        value.source = "str(" + value.source + ")";
        value.repeatable = false;
        value.unsure = false;
      }
      plan_.unsure |= value.unsure;
      const std::string key = sharingKey(region, value);
      const auto known = shared.find(key);
      if (!key.empty() && known != shared.end()) {
        region.argument = known->second;
        region.placeholder = placeholderOf(known->second);
        continue;
      }
      const std::string name = named_ ? writer.uniqueName(value.name) : "";
      if (!region.holes.empty())
        region.placeholder = writer.write(name);
      region.argument = plan_.arguments.size();
      if (!key.empty())
        shared.emplace(key, region.argument);
      addArgument(i, name, value.source);
    }
    refuse(checkRepeats());
    for (PlannedRegion& region : plan_.regions)
      if (!region.placeholder.empty())
        region.placeholder = spaced(region);
  }

  BoundValue valueOf(const PlannedRegion& region) {
    const Hole& hole = query_.holes[region.hole];
    if (!region.items.empty()) {
      BoundValue value;
      value.source = region.items;
      value.name = "items";
      return value;
    }
    if (region.quoted)
      return literalValue(region);
    BoundValue value = bareValue(ast_, facts_, hole);
    const bool number = facts_.number && hole.plainExpression && facts_.number(hole.expression);
    // A count that came in as text was read as a number so far; not every database does that to a
    // bound value.
    const bool lenient =
        facts_.driver.dialect == SqlDialect::Sqlite ||
        facts_.driver.dialect == SqlDialect::Oracle ||
        (facts_.driver.dialect == SqlDialect::Postgres && facts_.sink.style != ParamStyle::Dollar);
    if (number || !value.refusal.empty() || value.source.starts_with("int("))
      return value;
    if (sql_.holes[region.hole].rowCount && !lenient) {
      value.source = "int(" + value.source + ")";
      value.repeatable = false;
    } else if (facts_.sink.style == ParamStyle::Dollar) {
      plan_.unsure = true;
    }
    return value;
  }

  // The type of `'...'::date`, CAST('...' AS date): the marker gets it, and the driver wants a
  // value of it. Text that is cast to text first is read as the literal was.
  enum class Cast : std::uint8_t { None, ToText, ToOther };
  Cast castOf(std::uint32_t token) const {
    std::uint32_t next = significantAfter(token);
    if (next == sql_.tokens.size())
      return Cast::None;
    if (query_.text.substr(sql_.tokens[next].begin, 2) == "::") {
      const std::uint32_t type = sql_.tokens[next].begin + 2;
      while (next < sql_.tokens.size() && sql_.tokens[next].begin < type)
        next = significantAfter(next);
    } else if (isWord(query_.text, sql_.tokens[next], "as")) {
      next = significantAfter(next);
    } else {
      return Cast::None;
    }
    if (next >= sql_.tokens.size())
      return Cast::None;
    constexpr std::array<std::string_view, 7> kTexts = {"text",   "varchar", "char", "character",
                                                        "bpchar", "citext",  "name"};
    return std::any_of(
               kTexts.begin(), kTexts.end(),
               [&](std::string_view type) { return isWord(query_.text, sql_.tokens[next], type); })
               ? Cast::ToText
               : Cast::ToOther;
  }

  std::uint32_t significantAfter(std::uint32_t token) const {
    do
      ++token;
    while (token < sql_.tokens.size() && sql_.tokens[token].kind == SqlTokenKind::Comment);
    return token;
  }

  // Values with equal keys may share a marker where the style lets one be used twice.
  std::string sharingKey(const PlannedRegion& region, const BoundValue& value) const {
    if (!named_ && facts_.sink.style != ParamStyle::Dollar)
      return {};
    // Statements of a query may run on different paths. And a server gives a marker one type.
    const bool apart = region.quoted && facts_.sink.style == ParamStyle::Dollar;
    const std::string place =
        (apart ? '"' : '@') + std::to_string(query_.holes[region.hole].statement);
    if (value.repeatable)
      return value.source + place;
    const Hole& hole = query_.holes[region.hole];
    if (region.holes.size() != 1 || hole.argument == kNoIndex)
      return {};
    return value.source + '#' + std::to_string(hole.layer) + '#' + std::to_string(hole.argument) +
           place;
  }

  std::string placeholderOf(std::size_t argument) const {
    for (const PlannedRegion& region : plan_.regions)
      if (region.argument == argument && !region.placeholder.empty())
        return region.placeholder;
    return {};
  }

  void addArgument(std::size_t index, const std::string& name, const std::string& source) {
    const PlannedRegion& region = plan_.regions[index];
    const auto before = std::count_if(markers_.begin(), markers_.end(), [&](const Marker& marker) {
      return marker.begin < region.begin;
    });
    PlannedArgument argument;
    argument.bound = {name, source, static_cast<std::size_t>(before)};
    argument.region = index;
    argument.statement = query_.holes[region.hole].statement;
    plan_.arguments.push_back(std::move(argument));
  }

  // Quotes end a word, placeholders do not: LIKE'{x}'AND needs blanks, and `:n` parentheses
  // before `::`.
  std::string spaced(const PlannedRegion& region) const {
    std::string mark = region.before + region.placeholder + region.after;
    const char before = region.begin > 0 ? query_.text[region.begin - 1] : ' ';
    const char after = region.end < query_.text.size() ? query_.text[region.end] : ' ';
    if (mark[0] == ':' && after == ':')
      mark = "(" + mark + ")";
    if (isWordByte(before) || (mark[0] == ':' && before == ':'))
      mark.insert(0, " ");
    if (isWordByte(after))
      mark += ' ';
    return mark;
  }

  // A value that is written once and formatted twice must not be evaluated twice.
  std::string checkRepeats() const {
    std::set<std::pair<LayerId, std::uint32_t>> seen;
    for (std::size_t i = 0; i < plan_.regions.size(); ++i)
      for (const std::size_t index : plan_.regions[i].holes) {
        const Hole& hole = query_.holes[index];
        if (hole.argument == kNoIndex || !isFirst(i))
          continue;
        if (!seen.emplace(hole.layer, hole.argument).second &&
            effectOf(ast_, hole.expression) == Effect::Writes)
          return hole.value + " would be evaluated twice";
      }
    return {};
  }

  // Whether the argument of a region is not that of an earlier one.
  bool isFirst(std::size_t region) const {
    return plan_.arguments[plan_.regions[region].argument].region == region;
  }

  BoundValue literalValue(const PlannedRegion& region) const {
    const SqlToken& token = sql_.tokens[region.token];
    BoundValue refused;
    const std::string& name = query_.holes[region.hole].value;
    const char prefix = query_.text[token.begin];
    if (!token.closed)
      refused.refusal = "the quote before " + name + " is not closed";
    else if (prefix != token.quote &&
             std::string_view("EeNn").find(prefix) == std::string_view::npos)
      refused.refusal = name + " stands in a literal of its own kind, which has no bound form";
    if (!refused.refusal.empty())
      return refused;
    std::vector<ValuePart> parts;
    for (std::uint32_t at = token.bodyBegin; at < token.bodyEnd; ++at) {
      if (const Piece* piece = fieldAt(query_, at)) {
        parts.push_back({"", &holeOf(query_, *piece)});
        at += static_cast<std::uint32_t>(std::max<std::size_t>(piece->text.size(), 1)) - 1;
        continue;
      }
      const char c = query_.text[at];
      if (c == '\\' && (token.backslashes || facts_.driver.dialect == SqlDialect::Unknown)) {
        refused.refusal =
            "the text around " + name + " has a backslash, which databases read differently";
        return refused;
      }
      if (parts.empty() || parts.back().hole != nullptr)
        parts.push_back({});
      parts.back().text += c;
      const bool doubled =
          at + 1 < token.bodyEnd && query_.text[at + 1] == c && fieldAt(query_, at + 1) == nullptr;
      if (doubled && (c == token.quote || (c == '%' && driverHalvesPercent()))) {
        ++at;
      } else if (c == '%' && driverHalvesPercent() && plan_.existing.present) {
        refused.refusal = "the text around " + name + " has a placeholder of its own";
        return refused;
      }
    }
    return quotedValue(ast_, facts_, parts, quoteOfQuery(ast_, query_));
  }

  const Ast& ast_;
  const QueryFacts& facts_;
  const LinearQuery& query_;
  const SqlReading& sql_;
  QueryPlan plan_;
  std::vector<Marker> markers_;
  bool named_ = false;
};

} // namespace

ReadQuery readQuery(const Ast& ast, const QueryFacts& facts) {
  ReadQuery read{linearizeQuery(ast, facts), {}};
  SqlOptions options;
  options.dialect = facts.driver.dialect;
  options.fragments = facts.sink.bind == BindForm::Enclosing;
  options.number = [&](std::size_t hole) {
    const Hole& at = read.query.holes[hole];
    return at.plainExpression && facts.number && facts.number(at.expression);
  };
  read.sql = readSql(read.query.text, read.query.holeOffsets, options);
  return read;
}

const Piece* fieldAt(const LinearQuery& query, std::uint32_t offset) {
  auto it = std::upper_bound(query.pieces.begin(), query.pieces.end(), offset,
                             [](std::uint32_t at, const Piece& piece) { return at < piece.begin; });
  if (it == query.pieces.begin() || (--it)->begin != offset || it->hole == kNoIndex)
    return nullptr;
  return &*it;
}

const Hole& holeOf(const LinearQuery& query, const Piece& piece) {
  return piece.kind == PieceKind::Hole ? query.holes[piece.hole] : query.constants[piece.hole];
}

QueryPlan planQuery(const Ast& ast, const QueryFacts& facts, const ReadQuery& read) {
  return Planner(ast, facts, read).run();
}

char quoteOfQuery(const Ast& ast, const LinearQuery& query) {
  for (const Piece& piece : query.pieces)
    if (piece.kind == PieceKind::Literal)
      return (ast[piece.node].flags & kSingleQuote) != 0 ? '\'' : '"';
  return '"';
}

} // namespace pysecd
