#include "analysis/fixes/parameterize_query/parameterize_query.h"

#include "analysis/fixes/parameterize_query/collected_values.h"
#include "analysis/fixes/parameterize_query/evaluation_order.h"
#include "analysis/fixes/parameterize_query/python_source.h"
#include "analysis/fixes/parameterize_query/query_plan.h"
#include "analysis/fixes/parameterize_query/query_rewriter.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace pysecd {

namespace {

using Outcome = std::variant<Fix, std::string>; // or why there is none

// Turns a plan into the edits of one fix.
class Editor {
public:
  Editor(const Ast& ast, const QueryFacts& facts, const ReadQuery& read, const QueryPlan& plan)
      : ast_(ast), facts_(facts), read_(read), plan_(plan) {}

  Outcome run() {
    const bool inCall = mayMoveAll();
    std::string refusal = rewriteText(inCall);
    if (refusal.empty())
      refusal = inCall ? passInCall() : passCollected();
    if (!refusal.empty())
      return refusal;
    auto edits = edits_.take();
    if (!edits)
      return "the edits would overlap";
    Fix fix;
    fix.title = plan_.arguments.size() == 1 ? "pass the value as a bound parameter"
                                            : "pass the values as bound parameters";
    fix.edits = std::move(*edits);
    fix.safety = plan_.unsure ? Safety::Unsafe : Safety::Safe;
    fix.preferred = !plan_.unsure;
    return fix;
  }

private:
  std::string rewriteText(bool inCall) {
    if (read_.query.retyped)
      return writeOut();
    std::vector<QueryRegion> regions;
    for (const PlannedRegion& region : plan_.regions)
      regions.push_back({region.begin, region.end, region.placeholder});
    for (const PlannedReplacement& replacement : plan_.replacements)
      edits_.replace(ast_[replacement.expression].range(), replacement.source);
    return rewriteQuery(ast_, read_.query, regions,
                        {.doublePercent = plan_.doublePercent,
                         .doubleLonePercent = plan_.doubleLonePercent,
                         .dropEmptyStatements = inCall},
                        edits_);
  }

  // The whole text as a literal in place of the expression: a constant that other code may use is
  // formatted in it.
  std::string writeOut() {
    constexpr std::string_view kElsewhere = "text that stands elsewhere is formatted here";
    const LinearQuery& query = read_.query;
    for (std::size_t i = 0; i < query.holes.size(); ++i)
      if (!isBound(i))
        return std::string(kElsewhere);
    if (!query.variables.empty() || !plan_.replacements.empty() || losesEffect())
      return std::string(kElsewhere);
    std::string text;
    std::uint32_t at = 0;
    const auto keep = [&](std::uint32_t end) {
      for (; at < end; ++at)
        text.append(doubles(query.text, at) ? 2 : 1, query.text[at]);
    };
    for (const PlannedRegion& region : plan_.regions) {
      keep(region.begin);
      text += region.placeholder;
      at = region.end;
    }
    keep(static_cast<std::uint32_t>(query.text.size()));
    edits_.replace(ast_[facts_.query].range(), longString(text, quoteOfQuery(ast_, query)));
    return {};
  }

  bool doubles(std::string_view text, std::size_t at) const {
    return text[at] == '%' &&
           (plan_.doublePercent || (plan_.doubleLonePercent && isLonePercent(text, at)));
  }

  // Whether an argument of the formatting that fills no field does something.
  bool losesEffect() const {
    const auto& query = read_.query;
    for (const Layer& layer : query.layers)
      for (const NodeId argument : layerArguments(ast_, layer)) {
        const auto fills = [&](const Hole& hole) {
          return ast_[argument].range().contains(ast_[hole.expression].range());
        };
        if (std::none_of(query.holes.begin(), query.holes.end(), fills) &&
            effectOf(ast_, argument) == Effect::Writes)
          return true;
      }
    return false;
  }

  // Whether all values may be evaluated by the call although the text is made before it.
  bool mayMoveAll() const {
    for (const QueryVariable& variable : read_.query.variables)
      for (const TextPart& part : variable.text.parts)
        if (part.conditional)
          return false;
    std::vector<NodeId> readers;
    for (const Hole& hole : read_.query.holes)
      if (effectOf(ast_, hole.expression) != Effect::Writes)
        readers.push_back(hole.expression);
    for (const PlannedRegion& region : plan_.regions)
      for (const std::size_t index : involved(region)) {
        const Hole& hole = read_.query.holes[index];
        if (hole.statement != kNoNode &&
            !mayMoveToCall(ast_, hole.expression, hole.statement, facts_.call, readers))
          return false;
      }
    return true;
  }

  static std::vector<std::size_t> involved(const PlannedRegion& region) {
    return region.holes.empty() ? std::vector<std::size_t>{region.hole} : region.holes;
  }

  Passing passing() const {
    return {.form = plan_.form,
            .placeholders = plan_.placeholders,
            .quote = quoteOfQuery(ast_, read_.query)};
  }

  std::string passInCall() {
    Passing passing = this->passing();
    for (const PlannedArgument& argument : plan_.arguments)
      passing.values.push_back(argument.bound);
    places_.clear();
    std::string refusal = passArguments(ast_, facts_, passing, edits_, places_);
    return refusal.empty() ? checkOrder() : refusal;
  }

  std::string passCollected() {
    const CollectedValues collected = collectValues(ast_, facts_, read_, plan_, edits_);
    if (!collected.refusal.empty())
      return collected.refusal;
    Passing passing = this->passing();
    passing.variable = collected.variable;
    for (const std::size_t index : collected.inCall)
      passing.values.push_back(plan_.arguments[index].bound);
    std::vector<ByteOffset> inCall;
    std::string refusal = passArguments(ast_, facts_, passing, edits_, inCall);
    if (!refusal.empty())
      return refusal;
    places_.assign(plan_.arguments.size(), 0);
    for (std::size_t i = 0; i < collected.moved.size(); ++i)
      places_[collected.moved[i]] = collected.at[i];
    for (std::size_t i = 0; i < collected.inCall.size(); ++i)
      places_[collected.inCall[i]] = inCall[i];
    return checkOrder();
  }

  // --- the order of evaluation

  std::string checkOrder() const {
    std::vector<Evaluation> evaluations;
    std::uint32_t turn = 0;
    for (std::size_t i = 0; i < plan_.regions.size(); ++i) {
      const std::size_t argument = plan_.regions[i].argument;
      if (argument == kNoArgument || plan_.arguments[argument].region != i)
        continue; // shares the value of an earlier region
      for (const std::size_t index : plan_.regions[i].holes) {
        const NodeId expression = read_.query.holes[index].expression;
        evaluations.push_back({expression, ast_[expression].begin, places_[argument], ++turn});
      }
    }
    for (std::size_t i = 0; i < read_.query.holes.size(); ++i)
      if (!isBound(i))
        stays(read_.query.holes[i].expression, evaluations);
    for (const NodeId argument : ast_.list(facts_.call))
      if (!ast_[argument].range().contains(ast_[facts_.query].range()))
        staysWithElements(argument, evaluations);
    if (!keepsOrder(ast_, evaluations))
      return "the values would be evaluated in another order";
    return {};
  }

  void stays(NodeId expression, std::vector<Evaluation>& evaluations) const {
    const ByteOffset at = ast_[expression].begin;
    evaluations.push_back({expression, at, at, 0});
  }

  // New values may go between the elements of a display.
  void staysWithElements(NodeId argument, std::vector<Evaluation>& evaluations) const {
    const NodeId value =
        ast_[argument].kind == NodeKind::KeywordArgument ? ast_[argument].a : argument;
    const NodeKind kind = ast_[value].kind;
    if (kind != NodeKind::Tuple && kind != NodeKind::List && kind != NodeKind::Dict)
      return stays(argument, evaluations);
    for (const NodeId element : ast_.list(value))
      stays(element, evaluations);
  }

  bool isBound(std::size_t hole) const {
    return std::any_of(
        plan_.regions.begin(), plan_.regions.end(), [&](const PlannedRegion& region) {
          return std::find(region.holes.begin(), region.holes.end(), hole) != region.holes.end();
        });
  }

  const Ast& ast_;
  const QueryFacts& facts_;
  const ReadQuery& read_;
  const QueryPlan& plan_;
  EditBuilder edits_;
  std::vector<ByteOffset> places_; // by argument: where it is evaluated after the fix
};

Outcome parameterizeFor(const Ast& ast, const QueryFacts& facts, const ReadQuery& read) {
  QueryPlan plan = planQuery(ast, facts, read);
  if (!plan.refusal.empty())
    return std::move(plan.refusal);
  return Editor(ast, facts, read, plan).run();
}

// Variables all of whose text goes into placeholders: `pattern = f"%{x}%"` between quotes is a
// value, not a part of the statement.
std::vector<NodeId> valuesInVariables(const ReadQuery& read, const QueryPlan& plan) {
  const auto goes = [&](const Piece& piece) {
    return std::any_of(plan.regions.begin(), plan.regions.end(), [&](const PlannedRegion& region) {
      return region.begin <= piece.begin && piece.begin + piece.text.size() <= region.end;
    });
  };
  std::vector<NodeId> values;
  for (const QueryVariable& variable : read.query.variables) {
    const auto made = [&](const Piece& piece) {
      return std::any_of(variable.text.parts.begin(), variable.text.parts.end(),
                         [&](const TextPart& part) { return part.statement == piece.statement; });
    };
    const auto& pieces = read.query.pieces;
    if (std::all_of(pieces.begin(), pieces.end(),
                    [&](const Piece& piece) { return !made(piece) || goes(piece); }))
      values.push_back(variable.use);
  }
  return values;
}

// The same, with variables that hold a value bound as they are where that is what stands in the
// way.
Outcome parameterizeWhole(const Ast& ast, const QueryFacts& facts, const ReadQuery& read) {
  Outcome outcome = parameterizeFor(ast, facts, read);
  if (std::holds_alternative<Fix>(outcome) || read.query.variables.empty())
    return outcome;
  const QueryPlan plan = planQuery(ast, facts, read);
  QueryFacts again = facts;
  again.opaque = valuesInVariables(read, plan);
  if (again.opaque.empty())
    return outcome;
  Outcome second = parameterizeFor(ast, again, readQuery(ast, again));
  return std::holds_alternative<Fix>(second) ? std::move(second) : std::move(outcome);
}

std::string_view markerOf(ParamStyle style) {
  switch (style) {
  case ParamStyle::Format:
    return "%s";
  case ParamStyle::Named:
    return ":name";
  case ParamStyle::Dollar:
    return "$1";
  default:
    return "?";
  }
}

} // namespace

QueryShape queryShape(const Ast& ast, const QueryFacts& facts) {
  const ReadQuery read = readQuery(ast, facts);
  QueryShape shape;
  shape.isSql = read.sql.isSql;
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
  const ReadQuery read = readQuery(ast, facts);
  const auto take = [&](Outcome outcome) -> Fix* {
    if (auto* fix = std::get_if<Fix>(&outcome))
      return &result.fixes.emplace_back(std::move(*fix));
    if (result.refusal.empty())
      result.refusal = std::get<std::string>(std::move(outcome));
    return nullptr;
  };
  if (facts.sink.style != ParamStyle::Unknown) {
    take(parameterizeWhole(ast, facts, read));
    return result;
  }
  // The driver is not known: a person has to say which style it reads, so none of these may be
  // applied unasked.
  const bool varargs = facts.sink.bind == BindForm::Varargs; // only asyncpg has such calls
  const std::vector<ParamStyle> styles =
      varargs ? std::vector{ParamStyle::Dollar}
              : std::vector{ParamStyle::QMark, ParamStyle::Format, ParamStyle::Named};
  for (const ParamStyle style : styles) {
    QueryFacts guess = facts;
    guess.sink.style = style;
    if (!varargs && guess.sink.bind != BindForm::None)
      guess.sink.bind = style == ParamStyle::Named ? BindForm::Mapping : BindForm::Sequence;
    if (Fix* fix = take(parameterizeWhole(ast, guess, read))) {
      fix->title += " (" + std::string(markerOf(style)) + ")";
      fix->safety = Safety::Unsafe;
      fix->preferred = false;
    }
  }
  if (!result.fixes.empty())
    result.refusal.clear();
  return result;
}

} // namespace pysecd
