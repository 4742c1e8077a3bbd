// Conditions: which branches can be taken, and what a value is known to be where a test holds.
#include "analysis/flow/evaluator.h"
#include "analysis/flow/regex_guard.h"

#include <algorithm>

namespace pysecd::flow {

Truth Evaluator::truthOf(ValueId id) {
  const Value& value = values()[id];
  if (value.constant) {
    switch (value.constant->kind) {
    case Constant::Kind::Int:
    case Constant::Kind::Bool:
      return value.constant->integer != 0 ? Truth::True : Truth::False;
    case Constant::Kind::Str:
    case Constant::Kind::Bytes:
      return value.constant->text.empty() ? Truth::False : Truth::True;
    case Constant::Kind::None:
      return value.may == kNone ? Truth::False : Truth::Unknown;
    }
  }
  if (value.may == kObject && value.objects.size() == 1 && value.types.empty() &&
      hasContent(value.objects[0])) {
    const Content& content = contentOf(value.objects[0]);
    if (!content.elements.empty())
      return Truth::True;
    if (content.exact && content.rest == kBottom)
      return Truth::False;
  }
  return Truth::Unknown;
}

void Evaluator::condition(NodeId id, const State& in, State& whenTrue, State& whenFalse) {
  const Node& node = ast_[id];
  if (node.kind == NodeKind::Unary && static_cast<UnaryOp>(node.op) == UnaryOp::Not) {
    condition(node.a, in, whenFalse, whenTrue);
    return;
  }
  if (node.kind == NodeKind::BoolOp) {
    State first;
    State second;
    State rest;
    if (node.op == 0) {
      condition(node.a, in, first, whenFalse);
      if (first.reachable)
        condition(node.b, first, whenTrue, rest);
      else
        whenTrue = first, rest = first;
      join(whenFalse, rest);
    } else {
      condition(node.a, in, whenTrue, first);
      if (first.reachable)
        condition(node.b, first, rest, whenFalse);
      else
        whenFalse = first, rest = first;
      join(whenTrue, rest);
    }
    return;
  }
  state_ = in;
  const Truth truth = truthOf(eval(id));
  whenTrue = state_;
  whenFalse = state_;
  if (truth == Truth::True)
    whenFalse.reachable = false;
  if (truth == Truth::False)
    whenTrue.reachable = false;
  if (whenTrue.reachable)
    narrow(id, true, whenTrue);
  if (whenFalse.reachable)
    narrow(id, false, whenFalse);
}

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

ValueId Evaluator::compare(const Node& node) {
  const ValueId left = eval(node.a);
  const auto terms = ast_.list(node);
  for (const NodeId term : terms)
    eval(ast_[term].a);
  if (terms.size() != 1)
    return values().number();
  const Node& term = ast_[terms[0]];
  const auto op = static_cast<CompareOp>(term.op);
  const Value a = values()[left];
  const Value b = values()[out_.nodeValues[term.a]];
  const auto boolean = [&](bool result) {
    return values().constant(Constant{Constant::Kind::Bool, result ? 1 : 0, {}});
  };
  if (op == CompareOp::In || op == CompareOp::NotIn) {
    if (!a.constant)
      return values().number();
    if (b.constant && b.constant->kind == Constant::Kind::Str &&
        a.constant->kind == Constant::Kind::Str)
      return boolean((b.constant->text.find(a.constant->text) != std::string_view::npos) ==
                     (op == CompareOp::In));
    if (b.objects.size() == 1 && hasContent(b.objects[0])) {
      const Content& content = contentOf(b.objects[0]);
      if (!content.exact || content.rest != kBottom)
        return values().number();
      bool decided = true;
      bool found = false;
      for (const Element& element : content.elements) {
        if (!content.sequence) {
          found |= keyOf(left) == std::optional(element.key);
          continue;
        }
        const auto& constant = values()[element.value].constant;
        decided &= constant.has_value();
        found |= constant && *constant == *a.constant;
      }
      if (found || decided)
        return boolean(found == (op == CompareOp::In));
    }
    return values().number();
  }
  if (!a.constant || !b.constant)
    return values().number();
  const Constant& x = *a.constant;
  const Constant& y = *b.constant;
  const bool numeric = a.number() && b.number();
  if (op == CompareOp::Eq || op == CompareOp::NotEq || op == CompareOp::Is ||
      op == CompareOp::IsNot) {
    const bool equal = numeric ? x.integer == y.integer : x == y;
    return boolean(equal == (op == CompareOp::Eq || op == CompareOp::Is));
  }
  int order = 0;
  if (numeric)
    order = x.integer < y.integer ? -1 : x.integer > y.integer;
  else if (x.kind == Constant::Kind::Str && y.kind == Constant::Kind::Str)
    order = x.text.compare(y.text);
  else
    return values().number();
  switch (op) {
  case CompareOp::Lt:
    return boolean(order < 0);
  case CompareOp::LtE:
    return boolean(order <= 0);
  case CompareOp::Gt:
    return boolean(order > 0);
  default:
    return boolean(order >= 0);
  }
}

// True if every value this pattern lets through is the program's own.
bool Evaluator::constantPattern(NodeId id) {
  const Node& pattern = ast_[id];
  switch (pattern.kind) {
  case NodeKind::PatternValue:
    return values()[eval(pattern.a)].harmless();
  case NodeKind::PatternOr: {
    const auto parts = ast_.list(pattern);
    return std::all_of(parts.begin(), parts.end(),
                       [&](NodeId part) { return constantPattern(part); });
  }
  case NodeKind::PatternAs:
    return constantPattern(pattern.a);
  default:
    return false;
  }
}

// Binds the pattern's names. False: it cannot match; `certain`: it always does.
bool Evaluator::patternMatches(NodeId id, NodeId subject, ValueId value, bool& certain) {
  const Node& pattern = ast_[id];
  certain = false;
  const auto bind = [&](ValueId bound) {
    const std::int32_t slot = in_.scopes.of(id);
    if (pattern.symbol != kNoSymbol && slot >= 0)
      state_.variables[static_cast<std::size_t>(slot)] = bound;
  };
  switch (pattern.kind) {
  case NodeKind::PatternValue: {
    const Value expected = values()[eval(pattern.a)];
    const Value actual = values()[value];
    if (!expected.constant || !actual.constant)
      return true;
    certain = *expected.constant == *actual.constant;
    return certain;
  }
  case NodeKind::PatternCapture:
    bind(value);
    certain = true;
    return true;
  case NodeKind::PatternOr: {
    bool any = false;
    for (const NodeId part : ast_.list(pattern)) {
      bool always = false;
      any |= patternMatches(part, subject, value, always);
      certain |= always;
    }
    return any;
  }
  case NodeKind::PatternAs: {
    const bool matches = patternMatches(pattern.a, subject, value, certain);
    bind(constantPattern(pattern.a) ? values().cleaned(value, kAllSinks) : value);
    return matches;
  }
  case NodeKind::PatternStar:
    bind(values().derived(value));
    return true;
  case NodeKind::PatternSequence: {
    const auto parts = ast_.list(pattern);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      bool always = false;
      const ValueId index =
          values().constant(Constant{Constant::Kind::Int, static_cast<std::int64_t>(i), {}});
      patternMatches(parts[i], kNoNode, elementOf(value, index), always);
    }
    return true;
  }
  case NodeKind::PatternMapping:
    for (const NodeId part : ast_.list(pattern)) {
      bool always = false;
      if (ast_[part].kind == NodeKind::PatternPair)
        patternMatches(ast_[part].b, kNoNode, elementOf(value, eval(ast_[part].a)), always);
      else
        patternMatches(part, kNoNode, value, always);
    }
    return true;
  case NodeKind::PatternClass:
    eval(pattern.a);
    for (const NodeId part : ast_.list(pattern)) {
      bool always = false;
      const Node& field = ast_[part];
      if (field.kind == NodeKind::KeywordArgument)
        patternMatches(field.a, kNoNode, attributeOf(value, field.symbol, part), always);
      else
        patternMatches(part, kNoNode, values().derived(value), always);
    }
    return true;
  default:
    return true;
  }
}

} // namespace pysecd::flow
