#include "analysis/fixes/parameterize_query/evaluation_order.h"

#include "analysis/fixes/parameterize_query/python_source.h"
#include "analysis/fixes/parameterize_query/query_variables.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace pysecd {

namespace {

bool isOneOf(std::string_view text, std::span<const std::string_view> options) {
  return std::find(options.begin(), options.end(), text) != options.end();
}

// Calls that change nothing. Of methods only the name is known; `get` of an HTTP client is none of
// them.
bool onlyReads(const Ast& ast, NodeId callee) {
  static constexpr std::string_view kNames[] = {
      "map",     "filter",        "zip",        "range",     "enumerate", "reversed", "locals",
      "vars",    "str",           "int",        "float",     "bool",      "len",      "repr",
      "round",   "abs",           "min",        "max",       "sum",       "sorted",   "list",
      "tuple",   "set",           "dict",       "Decimal",   "format",    "get",      "strip",
      "lstrip",  "rstrip",        "lower",      "upper",     "title",     "replace",  "split",
      "join",    "encode",        "decode",     "isoformat", "strftime",  "date",     "timestamp",
      "getlist", "escape_string", "startswith", "text"};
  static constexpr std::string_view kClients[] = {"requests", "httpx", "session", "client", "http"};
  const std::string_view name = writtenName(ast, callee);
  if (name == "get" && isOneOf(writtenName(ast, ast[callee].a), kClients))
    return false;
  return isOneOf(name, kNames);
}

// `str(x)`: as fixed as `x` itself, which would be bound as it is if it were text already.
bool convertsName(const Ast& ast, NodeId call) {
  static constexpr std::string_view kConversions[] = {"str", "int", "float"};
  const auto arguments = ast.list(call);
  return ast[ast[call].a].kind == NodeKind::Name && arguments.size() == 1 &&
         ast[arguments[0]].kind == NodeKind::Name &&
         isOneOf(writtenName(ast, ast[call].a), kConversions);
}

bool overlaps(Effect a, Effect b) {
  return (a == Effect::Writes && b != Effect::Fixed) || (b == Effect::Writes && a != Effect::Fixed);
}

Effect worse(Effect a, Effect b) { return std::max(a, b); }

Effect effectOfNode(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  switch (node.kind) {
  case NodeKind::Await:
  case NodeKind::Yield:
  case NodeKind::YieldFrom:
  case NodeKind::NamedExpression:
    return Effect::Writes;
  case NodeKind::Call:
    if (convertsName(ast, id))
      return Effect::Fixed;
    return onlyReads(ast, node.a) ? Effect::Reads : Effect::Writes;
  case NodeKind::Attribute:
  case NodeKind::Subscript:
    return Effect::Reads;
  default:
    return Effect::Fixed;
  }
}

// The text from the end of the statement to where the call is evaluated for the last time.
ByteRange between(const Ast& ast, NodeId statement, NodeId call) {
  ByteRange range{ast[statement].end, ast[call].begin};
  for (const NodeId id : pathTo(ast, call)) {
    const Node& node = ast[id];
    const bool loop = node.kind == NodeKind::For || node.kind == NodeKind::While;
    if (loop && node.begin >= ast[statement].end)
      return {range.begin, node.end};
  }
  return range;
}

} // namespace

Effect effectOf(const Ast& ast, NodeId expression) {
  Effect effect = Effect::Fixed;
  const ByteRange range = ast[expression].range();
  for (NodeId id = 1; id < ast.nodes.size() && effect != Effect::Writes; ++id)
    if (range.contains(ast[id].range()) && !ast[id].range().empty())
      effect = worse(effect, effectOfNode(ast, id));
  return effect;
}

bool keepsOrder(const Ast& ast, std::span<const Evaluation> evaluations) {
  std::vector<Effect> effects;
  for (const Evaluation& evaluation : evaluations)
    effects.push_back(effectOf(ast, evaluation.expression));
  for (std::size_t i = 0; i < evaluations.size(); ++i)
    for (std::size_t j = i + 1; j < evaluations.size(); ++j) {
      const Evaluation& a = evaluations[i];
      const Evaluation& b = evaluations[j];
      const bool swapped =
          (a.before < b.before) != (std::pair(a.after, a.turn) < std::pair(b.after, b.turn));
      if (swapped && a.before != b.before && overlaps(effects[i], effects[j]))
        return false;
    }
  return true;
}

bool mayMoveToCall(const Ast& ast, NodeId expression, NodeId statement, NodeId call,
                   std::span<const NodeId> moving) {
  const ByteRange value = ast[expression].range();
  const ByteRange passed = between(ast, statement, call);
  const Effect effect = effectOf(ast, expression);
  if (effect == Effect::Writes)
    return false;
  std::vector<Symbol> names;
  for (NodeId id = 1; id < ast.nodes.size(); ++id)
    if (ast[id].kind == NodeKind::Name && value.contains(ast[id].range()))
      names.push_back(ast[id].symbol);
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (!passed.contains(node.range()) || node.range().empty())
      continue;
    const auto moves = [&](NodeId other) { return ast[other].range().contains(node.range()); };
    if (std::any_of(moving.begin(), moving.end(), moves))
      continue;
    const bool named = std::find(names.begin(), names.end(), node.symbol) != names.end();
    if (node.symbol != kNoSymbol && named && node.kind != NodeKind::Attribute &&
        node.kind != NodeKind::KeywordArgument)
      return false;
    if (effect == Effect::Reads && effectOfNode(ast, id) == Effect::Writes && id != call)
      return false;
  }
  return true;
}

} // namespace pysecd
