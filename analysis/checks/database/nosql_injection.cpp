#include "analysis/checks/rule.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::database {

namespace {

constexpr std::string_view kCodeKeys[] = {"$where", "$function", "$accumulator", "query_string"};

constexpr int kMaxDepth = 8;

// Text alone cannot become an operator such as {"$ne": ""}; whole objects of a JSON body can.
bool mayBeObject(const FunctionContext& function, NodeId node, int depth = kMaxDepth) {
  const Ast& ast = function.ast;
  if (ast[node].kind == NodeKind::DictPair)
    return depth > 0 && mayBeObject(function, ast[node].b, depth - 1);
  if (ast[node].kind == NodeKind::Dict || ast[node].kind == NodeKind::List)
    return std::any_of(ast.list(node).begin(), ast.list(node).end(), [&](NodeId element) {
      return depth > 0 && mayBeObject(function, element, depth - 1);
    });
  return isRemote(function.valueOf(node), Sink::NoSql) && function.valueOf(node).pieces.empty();
}

bool mayHoldOperators(const SinkContext& context) {
  const NodeKind kind = context.function.ast[context.hit.argument].kind;
  if (kind == NodeKind::Dict || kind == NodeKind::List)
    return mayBeObject(context.function, context.hit.argument);
  return context.function.flow.values[context.hit.value].pieces.empty();
}

// Reports what runs in the database, for which text is as dangerous as an object.
void judgeCode(const FunctionContext& function, Reporter& reporter, const SinkHit& hit,
               NodeId text) {
  const SinkContext whole{function, hit};
  if (mayHoldOperators(whole) && bestOrigin(whole, maskOf(Taint::Remote)) != nullptr)
    return; // the filter as a whole is reported
  SinkHit code = hit;
  code.argument = text;
  code.value = function.flow.nodeValues[text];
  code.row.kind = Sink::Code;
  const SinkContext at{function, code};
  if (bestOrigin(at, maskOf(Taint::Remote)) == nullptr)
    return;
  Report report;
  report.notes = explainFlow(at, maskOf(Taint::Remote));
  reporter.report(function, hit.argument, std::move(report));
}

// Scripts of Redis, and the JavaScript under `$where` of a filter.
void findCode(const FunctionContext& function, Reporter& reporter) {
  const Ast& ast = function.ast;
  for (const SinkHit& hit : function.flow.hits) {
    if (hit.row.kind != Sink::NoSql || hit.api == kNoModel)
      continue;
    if (function.models.dottedName(hit.api).starts_with("redis."))
      judgeCode(function, reporter, hit, hit.argument);
    if (ast[hit.argument].kind != NodeKind::Dict)
      continue;
    for (const NodeId id : ast.list(hit.argument)) {
      const Node& pair = ast[id];
      const auto key = pair.kind == NodeKind::DictPair ? function.constantText(pair.a)
                                                       : std::optional<std::string_view>();
      if (key && std::find(std::begin(kCodeKeys), std::end(kCodeKeys), *key) != std::end(kCodeKeys))
        judgeCode(function, reporter, hit, pair.b);
    }
  }
}

} // namespace

constexpr Check nosql_injection{
    .severity = Severity::Error,
    .cwe = 943,
    .message = "request data decides what the database query asks for",
    .rule = {TaintRule{.from = Taint::Remote, .to = Sink::NoSql, .provided = mayHoldOperators},
             FunctionRule{findCode}}};

} // namespace pysecd::checks::database
