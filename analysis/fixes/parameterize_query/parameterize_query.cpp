#include "analysis/fixes/parameterize_query/parameterize_query.h"

#include "analysis/fixes/parameterize_query/bound_value.h"
#include "analysis/fixes/parameterize_query/call_arguments.h"
#include "analysis/fixes/parameterize_query/evaluation_order.h"
#include "analysis/fixes/parameterize_query/placeholders.h"
#include "analysis/fixes/parameterize_query/python_source.h"
#include "analysis/fixes/parameterize_query/query_pieces.h"
#include "analysis/fixes/parameterize_query/query_rewriter.h"
#include "analysis/fixes/parameterize_query/sql_context.h"
#include "analysis/fixes/parameterize_query/sql_statement.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

namespace pysecd {

namespace {

struct ReadQuery {
  LinearQuery query;
  SqlReading sql;
};

ReadQuery readQuery(const Ast& ast, const QueryFacts& facts) {
  ReadQuery read{linearizeQuery(ast, facts), {}};
  SqlOptions options;
  options.dialect = facts.dialect;
  options.fragments = facts.sink.bind == BindForm::Enclosing;
  options.number = [&](std::size_t hole) {
    const Hole& at = read.query.holes[hole];
    return at.plainExpression && facts.number && facts.number(at.expression);
  };
  read.sql = readSql(read.query.text, read.query.holeOffsets, options);
  return read;
}

// Client-side drivers write the literal into the text themselves, so it may stand wherever a
// literal may.
bool bindsInTheClient(const SinkRow& sink) {
  return sink.style == ParamStyle::Format && !sink.serverTyped;
}

class Parameterizer {
public:
  Parameterizer(const Ast& ast, const QueryFacts& facts, ParamStyle style)
      : ast_(ast), facts_(facts), read_(readQuery(ast, facts)) {
    facts_.sink.style = style;
    if (facts.sink.style == ParamStyle::Unknown)
      facts_.sink.bind = style == ParamStyle::Named ? BindForm::Mapping : BindForm::Sequence;
  }

  // One fix, or why there is none.
  std::variant<Fix, std::string> run() {
    std::string refusal = plan();
    if (refusal.empty())
      refusal = describeMarkers();
    if (refusal.empty())
      refusal = makeArguments();
    if (refusal.empty())
      refusal = edit();
    if (!refusal.empty())
      return refusal;
    auto edits = edits_.take();
    if (!edits)
      return "the edits would overlap";
    Fix fix;
    fix.title = arguments_.size() == 1 ? "pass the value as a bound parameter"
                                       : "pass the values as bound parameters";
    fix.edits = std::move(*edits);
    fix.preferred = true;
    return fix;
  }

private:
  struct Region {
    QueryRegion text;
    const SqlToken* token = nullptr;
    std::vector<std::size_t> holes;
    bool quoted = false;
  };

  bool harmless(const Hole& hole) const {
    return facts_.harmless && facts_.harmless(hole.expression);
  }
  bool mustGo(const Hole& hole) const {
    return !facts_.untrusted || facts_.untrusted(hole.expression);
  }

  // --- which parts of the text become placeholders

  std::string plan() {
    if (!read_.query.problem.empty())
      return read_.query.problem;
    if (!read_.sql.isSql)
      return "the text is not a SQL statement";
    if (facts_.sink.bind == BindForm::None)
      return "this call takes no parameters: run each statement with a call that does";
    const std::string_view callee = writtenName(ast_, ast_[facts_.call].a);
    if (callee.starts_with("executemany") || callee.starts_with("execute_many"))
      return "each row would need the value: add it to the rows and put a placeholder into the "
             "text";
    for (std::size_t i = 0; i < read_.query.holes.size(); ++i)
      if (std::string refusal = planHole(i); !refusal.empty())
        return refusal;
    if (regions_.empty())
      return "there is no value to bind";
    if (takesNoValues(read_.sql.statement) && !bindsInTheClient(facts_.sink))
      return "databases accept no bound values in " + upper(read_.sql.statement) +
             ": check the value against a list of allowed ones";
    return {};
  }

  static std::string upper(std::string text) {
    for (char& c : text)
      if (c >= 'a' && c <= 'z')
        c = static_cast<char>(c - ('a' - 'A'));
    return text;
  }

  std::string planHole(std::size_t index) {
    const Hole& hole = read_.query.holes[index];
    const SqlHole& sql = read_.sql.holes[index];
    if (harmless(hole) && !(sql.quoted && sharesLiteral(sql.token)))
      return {};
    const std::string name = hole.value;
    switch (sql.position) {
    case HolePosition::Identifier:
      return mustGo(hole) ? name +
                                " is a name in the statement, which can't be bound: choose it from "
                                "a list of "
                                "allowed names" +
                                quotingApi()
                          : "";
    case HolePosition::Clause:
    case HolePosition::NotSql:
      return mustGo(hole)
                 ? name +
                       " is a part of the statement, not a value: build it from constant text with "
                       "placeholders"
                 : "";
    case HolePosition::Comment:
      return mustGo(hole) ? name + " stands in a comment of the statement: leave it out" : "";
    case HolePosition::Value:
      break;
    }
    if (sql.bareList)
      return name + " is a whole list of values: write one placeholder for each of its items";
    if (sql.literalOnly && !bindsInTheClient(facts_.sink))
      return name + " stands where the database accepts only a literal";
    addToRegion(index, sql);
    return {};
  }

  // Whether another hole of the same literal must be bound.
  bool sharesLiteral(std::uint32_t token) const {
    for (std::size_t i = 0; i < read_.query.holes.size(); ++i)
      if (read_.sql.holes[i].token == token && !harmless(read_.query.holes[i]))
        return true;
    return false;
  }

  std::string quotingApi() const {
    switch (facts_.dialect) {
    case SqlDialect::Postgres:
      return facts_.sink.style == ParamStyle::Format ? ", or compose it with sql.Identifier" : "";
    case SqlDialect::SqlServer:
      return ", or use QUOTENAME()";
    default:
      return "";
    }
  }

  void addToRegion(std::size_t index, const SqlHole& sql) {
    const SqlToken& token = read_.sql.tokens[sql.token];
    if (sql.quoted && !regions_.empty() && regions_.back().token == &token) {
      regions_.back().holes.push_back(index);
      return;
    }
    Region region;
    region.token = &token;
    region.quoted = sql.quoted;
    region.holes.push_back(index);
    region.text.begin = token.begin;
    region.text.end = token.end;
    regions_.push_back(std::move(region));
  }

  // --- markers

  std::string describeMarkers() {
    markers_ = existingMarkers(read_.query.text, read_.sql.tokens, facts_.sink.style);
    existing_ = existingParameters(ast_, facts_);
    const bool anyNamed = std::any_of(markers_.begin(), markers_.end(),
                                      [](const Marker& marker) { return isNamed(marker.kind); });
    form_ = facts_.sink.bind;
    const bool hasNamedForm =
        facts_.sink.style == ParamStyle::Format || facts_.sink.style == ParamStyle::QMark;
    named_ = form_ == BindForm::Mapping || form_ == BindForm::Enclosing ||
             form_ == BindForm::Keywords ||
             (hasNamedForm && existing_.present && (existing_.mapping || anyNamed));
    if (named_ && form_ == BindForm::Sequence)
      form_ = BindForm::Mapping;
    if (existing_.present)
      return checkExisting();
    // Text that never went through the driver's reading of placeholders would do so now.
    if (!markers_.empty() && facts_.sink.style != ParamStyle::Format &&
        form_ != BindForm::Enclosing)
      return "the text has a " + markerText(markers_[0]) +
             " already, which would become a placeholder";
    return {};
  }

  std::string checkExisting() const {
    if (named_)
      return {};
    if (!existing_.known && markers_.empty())
      return "it can't be seen how many parameters are passed";
    const bool counted = existing_.known && facts_.sink.style != ParamStyle::Dollar;
    if (counted && existing_.count != markers_.size())
      return "the number of parameters passed does not match the placeholders in the text";
    return {};
  }

  std::string markerText(const Marker& marker) const {
    for (const SqlToken& token : read_.sql.tokens)
      if (token.begin == marker.begin)
        return read_.query.text.substr(token.begin, token.end - token.begin);
    return "placeholder";
  }

  bool driverHalvesPercent() const {
    return facts_.sink.style == ParamStyle::Format &&
           (existing_.present || facts_.sink.percentAlways);
  }

  // --- values

  char quote() const {
    for (const Piece& piece : read_.query.pieces)
      if (piece.kind == PieceKind::Literal)
        return (ast_[piece.node].flags & kSingleQuote) != 0 ? '\'' : '"';
    return '"';
  }

  std::string makeArguments() {
    MarkerWriter writer(facts_.sink.style, named_, facts_.dialect, markers_);
    std::map<std::string, std::string> reusable; // source of the value -> its marker
    for (Region& region : regions_) {
      const BoundValue value = region.quoted
                                   ? literalValue(region)
                                   : bareValue(ast_, facts_, read_.query.holes[region.holes[0]]);
      if (!value.refusal.empty())
        return value.refusal;
      const auto known = reusable.find(value.source);
      if (known != reusable.end()) {
        region.text.placeholder = known->second;
        continue;
      }
      const std::string name = named_ ? writer.uniqueName(value.name) : "";
      region.text.placeholder = writer.write(name);
      const bool numbered = facts_.sink.style == ParamStyle::Dollar;
      if (value.repeatable && (named_ || numbered))
        reusable.emplace(value.source, region.text.placeholder);
      const auto before =
          std::count_if(markers_.begin(), markers_.end(),
                        [&](const Marker& marker) { return marker.begin < region.text.begin; });
      arguments_.push_back({name, value.source, static_cast<std::size_t>(before)});
      regionOfArgument_.push_back(&region);
    }
    return {};
  }

  BoundValue literalValue(const Region& region) const {
    const SqlToken& token = *region.token;
    BoundValue refused;
    const std::string name = read_.query.holes[region.holes[0]].value;
    const char prefix = read_.query.text[token.begin];
    if (!token.closed)
      refused.refusal = "the quote before " + name + " is not closed";
    else if (prefix != token.quote && prefix != 'E' && prefix != 'e' && prefix != 'N' &&
             prefix != 'n')
      refused.refusal = name + " stands in a literal of its own kind, which has no bound form";
    if (!refused.refusal.empty())
      return refused;
    std::vector<ValuePart> parts;
    for (std::uint32_t at = token.bodyBegin; at < token.bodyEnd; ++at) {
      if (const Hole* hole = holeAt(at)) {
        parts.push_back({"", hole});
        continue;
      }
      const char c = read_.query.text[at];
      if (c == '\\' && (token.backslashes || facts_.dialect == SqlDialect::Unknown)) {
        refused.refusal =
            "the text around " + name + " has a backslash, which databases read differently";
        return refused;
      }
      if (parts.empty() || parts.back().hole != nullptr)
        parts.push_back({});
      parts.back().text += c;
      const bool doubled =
          at + 1 < token.bodyEnd && read_.query.text[at + 1] == c && holeAt(at + 1) == nullptr;
      if (doubled && (c == token.quote || (c == '%' && driverHalvesPercent())))
        ++at;
      else if (c == '%' && driverHalvesPercent()) {
        refused.refusal = "the text around " + name + " has a placeholder of its own";
        return refused;
      }
    }
    return quotedValue(ast_, facts_, parts, quote());
  }

  const Hole* holeAt(std::uint32_t offset) const {
    const auto& offsets = read_.query.holeOffsets;
    const auto it = std::lower_bound(offsets.begin(), offsets.end(), offset);
    return it != offsets.end() && *it == offset
               ? &read_.query.holes[static_cast<std::size_t>(it - offsets.begin())]
               : nullptr;
  }

  // --- edits

  std::string edit() {
    std::vector<QueryRegion> texts;
    for (const Region& region : regions_)
      texts.push_back(region.text);
    const RewriteOptions options{.doublePercent = facts_.sink.style == ParamStyle::Format &&
                                                  !driverHalvesPercent()};
    std::string refusal = rewriteQuery(ast_, facts_, read_.query, texts, options, edits_);
    if (!refusal.empty())
      return refusal;
    std::vector<ByteOffset> places;
    refusal = passArguments(ast_, facts_, form_, arguments_, quote(), edits_, places);
    return refusal.empty() ? checkOrder(places) : refusal;
  }

  std::string checkOrder(const std::vector<ByteOffset>& places) const {
    std::vector<Evaluation> evaluations;
    for (std::size_t i = 0; i < arguments_.size(); ++i)
      for (const std::size_t index : regionOfArgument_[i]->holes) {
        const Hole& hole = read_.query.holes[index];
        const NodeId statement = statementOf(index);
        if (statement != kNoNode && !mayMoveToCall(ast_, hole.expression, statement, facts_.call))
          return hole.value + " may have changed by the time the query runs";
        evaluations.push_back({hole.expression, ast_[hole.expression].begin, places[i]});
      }
    for (std::size_t i = 0; i < read_.query.holes.size(); ++i)
      if (!isBound(i))
        stays(read_.query.holes[i].expression, evaluations);
    for (const NodeId argument : ast_.list(facts_.call))
      if (argument != facts_.query && ast_[argument].a != facts_.query)
        stays(argument, evaluations);
    if (!keepsOrder(ast_, evaluations))
      return "the values would be evaluated in another order";
    return {};
  }

  void stays(NodeId expression, std::vector<Evaluation>& evaluations) const {
    const ByteOffset at = ast_[expression].begin;
    evaluations.push_back({expression, at, at});
  }

  bool isBound(std::size_t hole) const {
    return std::any_of(regions_.begin(), regions_.end(), [&](const Region& region) {
      return std::find(region.holes.begin(), region.holes.end(), hole) != region.holes.end();
    });
  }

  NodeId statementOf(std::size_t hole) const {
    for (const Piece& piece : read_.query.pieces)
      if (piece.kind == PieceKind::Hole && piece.hole == hole)
        return piece.statement;
    return kNoNode;
  }

  const Ast& ast_;
  QueryFacts facts_;
  ReadQuery read_;
  std::vector<Region> regions_;
  std::vector<Marker> markers_;
  ExistingParameters existing_;
  BindForm form_ = BindForm::None;
  bool named_ = false;
  std::vector<BoundArgument> arguments_;
  std::vector<const Region*> regionOfArgument_;
  EditBuilder edits_;
};

std::string_view markerOf(ParamStyle style) {
  switch (style) {
  case ParamStyle::Format:
    return "%s";
  case ParamStyle::Named:
    return ":name";
  default:
    return "?";
  }
}

} // namespace

QueryShape queryShape(const Ast& ast, const QueryFacts& facts) {
  const ReadQuery read = readQuery(ast, facts);
  QueryShape shape;
  shape.isSql = read.query.problem.empty() && read.sql.isSql;
  shape.statement = read.sql.statement;
  for (std::size_t i = 0; i < read.query.holes.size(); ++i) {
    const NodeId expression = read.query.holes[i].expression;
    const SqlHole& sql = read.sql.holes[i];
    shape.holes.push_back({.expression = expression,
                           .position = shape.isSql ? sql.position : HolePosition::NotSql,
                           .quoted = sql.quoted,
                           .harmless = facts.harmless && facts.harmless(expression)});
  }
  return shape;
}

ParameterizeResult parameterizeQuery(const Ast& ast, const QueryFacts& facts) {
  ParameterizeResult result;
  if (facts.sink.style != ParamStyle::Unknown) {
    auto outcome = Parameterizer(ast, facts, facts.sink.style).run();
    if (auto* fix = std::get_if<Fix>(&outcome))
      result.fixes.push_back(std::move(*fix));
    else
      result.refusal = std::get<std::string>(outcome);
    return result;
  }
  // The driver is not known: a person has to say which style it reads, so none of these may be
  // applied unasked.
  for (const ParamStyle style : {ParamStyle::QMark, ParamStyle::Format, ParamStyle::Named}) {
    auto outcome = Parameterizer(ast, facts, style).run();
    if (auto* fix = std::get_if<Fix>(&outcome)) {
      fix->title += " (" + std::string(markerOf(style)) + ")";
      fix->safety = Safety::Unsafe;
      fix->preferred = false;
      result.fixes.push_back(std::move(*fix));
    } else if (result.refusal.empty()) {
      result.refusal = std::get<std::string>(outcome);
    }
  }
  if (!result.fixes.empty())
    result.refusal.clear();
  return result;
}

} // namespace pysecd
