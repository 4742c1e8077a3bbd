#include "analysis/checks/util/query_fix.h"

#include "analysis/fixes/parameterize_query/parameterize_query.h"

#include <algorithm>

namespace pysecd {

namespace {

QueryFacts factsOf(const SinkContext& context) {
  const FunctionFlow& flow = context.function.flow;
  const auto valueOf = [&flow](NodeId node) -> const Value& {
    return flow.values[node < flow.nodeValues.size() ? flow.nodeValues[node] : kBottom];
  };
  QueryFacts facts;
  facts.call = context.hit.call;
  facts.query = context.hit.argument;
  facts.sink = context.hit.row;
  facts.constantText = [valueOf](NodeId node) -> std::optional<std::string> {
    const auto& constant = valueOf(node).constant;
    if (constant && constant->kind == Constant::Kind::Str)
      return std::string(constant->text);
    return std::nullopt;
  };
  facts.harmless = [valueOf](NodeId node) {
    return valueOf(node).may != 0 && valueOf(node).harmless();
  };
  facts.number = [valueOf](NodeId node) { return valueOf(node).number(); };
  return facts;
}

} // namespace

bool buildsValueIntoQuery(const SinkContext& context) {
  if (context.hit.through != kNoSymbol)
    return false;
  const Value& value = context.function.flow.values[context.hit.value];
  if (value.harmlessFor(Sink::Sql) || value.pieces.size() < 2)
    return false;
  const QueryShape shape = queryShape(context.function.ast, factsOf(context));
  return shape.isSql &&
         std::any_of(shape.holes.begin(), shape.holes.end(), [](const QueryHole& hole) {
           return !hole.harmless && hole.position == HolePosition::Value;
         });
}

void offerParameterizedQuery(const SinkContext& context, Finding& finding) {
  if (context.hit.through != kNoSymbol) {
    finding.whyNoFix = "the statement is built and run in different functions";
    return;
  }
  ParameterizeResult result = parameterizeQuery(context.function.ast, factsOf(context));
  finding.fixes = std::move(result.fixes);
  finding.whyNoFix = std::move(result.refusal);
}

} // namespace pysecd
