// What a value is known to be on the branch where a test of it holds.
#include "analysis/flow/evaluator.h"
#include "analysis/flow/regex_guard.h"

#include <algorithm>

namespace pysecd::flow {

void Evaluator::narrow(NodeId test, bool holds, State& state) {
  const Node& node = ast_[test];
  if (node.kind == NodeKind::Compare)
    narrowCompare(node, holds, state);
  else if (node.kind == NodeKind::Call && holds)
    narrowCall(test, state);
  else if (node.kind == NodeKind::NamedExpression && holds)
    narrow(node.b, holds, state);
}

// A collection whose members are all the program's own.
bool Evaluator::closedSet(NodeId collection) {
  const ValueId id = out_.nodeValues[collection];
  const Value value = values()[id];
  if (value.objects.size() == 1 && hasContent(value.objects[0])) {
    const Content& content = contentOf(value.objects[0]);
    if (!content.sequence && content.exact && content.rest == kBottom)
      return true; // a dict with known keys: membership looks at the keys
  }
  // A list kept elsewhere (an attribute, another module) is taken for an allow-list unless it comes
  // from outside.
  const Value members = values()[flattened(id)];
  return std::none_of(members.origins.begin(), members.origins.end(),
                      [](const Origin& origin) { return origin.kinds != 0; });
}

void Evaluator::narrowCompare(const Node& node, bool holds, State& state) {
  const auto terms = ast_.list(node);
  if (terms.size() != 1)
    return;
  const Node& term = ast_[terms[0]];
  const auto op = static_cast<CompareOp>(term.op);
  // `re.match(...) is None` and the like test whether it matched.
  if ((op == CompareOp::Is || op == CompareOp::IsNot || op == CompareOp::Eq ||
       op == CompareOp::NotEq) &&
      ast_[term.a].kind == NodeKind::NoneLiteral) {
    if (holds == (op == CompareOp::IsNot || op == CompareOp::NotEq))
      narrow(node.a, true, state);
    return;
  }
  const bool positive = op == CompareOp::In || op == CompareOp::Eq || op == CompareOp::Is;
  if (positive != holds)
    return;
  if (op == CompareOp::In || op == CompareOp::NotIn) {
    // `x in "text"` accepts any part of the text, the empty one too: still only the program's own
    // characters.
    if (closedSet(term.a))
      narrowTo(node.a, kAllSinks, state);
  } else if (op == CompareOp::Eq || op == CompareOp::NotEq || op == CompareOp::Is ||
             op == CompareOp::IsNot) {
    if (values()[out_.nodeValues[term.a]].harmless())
      narrowTo(node.a, kAllSinks, state);
    else if (values()[out_.nodeValues[node.a]].harmless())
      narrowTo(term.a, kAllSinks, state);
  }
}

void Evaluator::narrowCall(NodeId test, State& state) {
  const Node& call = ast_[test];
  const auto arguments = ast_.list(call);
  const Node& callee = ast_[call.a];
  if (callee.kind == NodeKind::Name && text(callee.symbol) == "isinstance" &&
      arguments.size() == 2) {
    const ValueId types = out_.nodeValues[arguments[1]];
    const auto numeric = [&](ValueId id) {
      const auto& refs = values()[id].types;
      return !refs.empty() && std::all_of(refs.begin(), refs.end(), [&](const TypeRef& ref) {
        if (ref.kind != TypeKind::Model)
          return false;
        const std::string name = in_.models.dottedName(ref.id);
        return name == "builtins.int" || name == "builtins.float" || name == "builtins.bool";
      });
    };
    bool all = false;
    if (ast_[arguments[1]].kind == NodeKind::Tuple) {
      const auto members = ast_.list(arguments[1]);
      all = !members.empty() && std::all_of(members.begin(), members.end(), [&](NodeId member) {
        return numeric(out_.nodeValues[member]);
      });
    } else {
      all = numeric(types);
    }
    if (all)
      narrowTo(arguments[0], kAllSinks, state);
    return;
  }
  if (const auto [matched, clean] = matchedByPattern(test); matched != kNoNode) {
    narrowTo(matched, clean, state);
    return;
  }
  SinkMask guards = 0;
  NodeId subject = arguments.empty() ? kNoNode : arguments[0];
  if (callee.kind == NodeKind::Attribute) {
    // A method of a string guards its receiver, whatever is known of the receiver's type.
    const ModelId strings = in_.models.find("builtins.str");
    const ModelId method =
        strings != kNoModel ? in_.models.child(strings, callee.symbol) : kNoModel;
    if (method != kNoModel && in_.models[method].guards != 0) {
      guards = in_.models[method].guards;
      subject = callee.a;
    }
  }
  if (guards == 0)
    for (const TypeRef& type : values()[out_.nodeValues[call.a]].types)
      if (type.kind == TypeKind::Model)
        guards |= in_.models[type.id].guards;
  if (guards != 0 && subject != kNoNode)
    narrowTo(subject, guards, state);
}

// The subject of a regular expression that must match the whole of it, and what it is then clean
// for.
std::pair<NodeId, SinkMask> Evaluator::matchedByPattern(NodeId test) {
  const Node& call = ast_[test];
  const auto arguments = ast_.list(call);
  const Node& callee = ast_[call.a];
  if (arguments.empty() || (callee.kind != NodeKind::Attribute && callee.kind != NodeKind::Name))
    return {kNoNode, 0};
  const std::string_view method = text(callee.symbol);
  const auto use = method == "fullmatch" ? RegexUse::FullMatch
                   : method == "match"   ? RegexUse::Match
                   : method == "search"  ? RegexUse::Search
                                         : RegexUse::None;
  if (use == RegexUse::None)
    return {kNoNode, 0};
  ValueId pattern = kBottom;
  NodeId subject = kNoNode;
  const ModelId module = in_.models.find("re");
  for (const TypeRef& type : values()[out_.nodeValues[call.a]].types)
    if (type.kind == TypeKind::Model && module != kNoModel &&
        in_.models[type.id].parent == module && arguments.size() >= 2) {
      pattern = out_.nodeValues[arguments[0]];
      subject = arguments[1];
    }
  if (subject == kNoNode && callee.kind == NodeKind::Attribute) {
    // A compiled pattern keeps its text in an attribute.
    pattern = attributeOf(out_.nodeValues[callee.a], in_.symbols.intern("pattern"), callee.a);
    subject = arguments[0];
  }
  const auto& constant = values()[pattern].constant;
  if (subject == kNoNode || !constant || constant->kind != Constant::Kind::Str)
    return {kNoNode, 0};
  const SinkMask clean = matchedTextIsClean(constant->text, use);
  return clean == 0 ? std::pair<NodeId, SinkMask>{kNoNode, 0} : std::pair{subject, clean};
}

void Evaluator::narrowTo(NodeId expression, SinkMask clean, State& state) {
  const Node& node = ast_[expression];
  switch (node.kind) {
  case NodeKind::Name: {
    const std::int32_t slot = in_.scopes.of(expression);
    if (slot >= 0) {
      ValueId& variable = state.variables[static_cast<std::size_t>(slot)];
      variable = values().cleaned(variable, clean);
    }
    return;
  }
  case NodeKind::NamedExpression:
    narrowTo(node.a, clean, state);
    return;
  case NodeKind::Attribute:
  case NodeKind::Subscript: {
    // An element of an object of this function, by a known key.
    const Value object = values()[out_.nodeValues[node.a]];
    std::optional<ElementKey> key;
    if (node.kind == NodeKind::Attribute)
      key = attributeKey(node.symbol);
    else
      key = keyOf(out_.nodeValues[node.b]);
    if (key && object.objects.size() == 1) {
      std::swap(state_, state);
      setElement(out_.nodeValues[node.a], key,
                 values().cleaned(out_.nodeValues[expression], clean));
      std::swap(state_, state);
    }
    return;
  }
  case NodeKind::Call: {
    // `x.lower() in ALLOWED` tells of x itself only up to the conversion: letters of the same word.
    const Node& callee = ast_[node.a];
    if (callee.kind == NodeKind::Attribute) {
      const std::string_view method = text(callee.symbol);
      if (method == "lower" || method == "upper" || method == "casefold")
        narrowTo(callee.a, clean, state);
    }
    return;
  }
  default:
    return;
  }
}

} // namespace pysecd::flow
