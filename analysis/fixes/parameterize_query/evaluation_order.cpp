#include "analysis/fixes/parameterize_query/evaluation_order.h"

#include "analysis/fixes/parameterize_query/python_source.h"
#include "analysis/fixes/parameterize_query/query_variables.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace pysecd {

namespace {

bool onlyReads(std::string_view callee) {
  constexpr std::array<std::string_view, 38> kNames = {
      "str",           "int",        "float",     "bool",     "len",     "repr",      "round",
      "abs",           "min",        "max",       "sum",      "sorted",  "list",      "tuple",
      "set",           "dict",       "Decimal",   "format",   "get",     "strip",     "lstrip",
      "rstrip",        "lower",      "upper",     "title",    "replace", "split",     "join",
      "encode",        "decode",     "isoformat", "strftime", "date",    "timestamp", "getlist",
      "escape_string", "startswith", "text"};
  return std::find(kNames.begin(), kNames.end(), callee) != kNames.end();
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
    return onlyReads(writtenName(ast, node.a)) ? Effect::Reads : Effect::Writes;
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
      const bool swapped = (evaluations[i].before < evaluations[j].before) !=
                           (evaluations[i].after < evaluations[j].after);
      if (swapped && evaluations[i].before != evaluations[j].before &&
          overlaps(effects[i], effects[j]))
        return false;
    }
  return true;
}

bool mayMoveToCall(const Ast& ast, NodeId expression, NodeId statement, NodeId call) {
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
