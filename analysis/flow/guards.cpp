// What a value is known to be on the branch where a test of it holds.
#include "analysis/flow/evaluator.h"
#include "analysis/flow/regex_guard.h"
#include "analysis/syntax/walk.h"

#include <algorithm>
#include <utility>

namespace pysecd::flow {

void Evaluator::narrow(NodeId test, bool holds, State& state) {
  const Node& node = ast_[test];
  switch (node.kind) {
  case NodeKind::Compare:
    narrowCompare(node, holds, state);
    break;
  case NodeKind::Call:
    narrowCall(test, holds, state);
    break;
  case NodeKind::NamedExpression:
    narrow(node.b, holds, state);
    break;
  case NodeKind::Name:
    narrowByName(test, holds, state);
    break;
  case NodeKind::Attribute:
    if (!holds)
      narrowHost(test, state); // without a host it is a path here
    break;
  case NodeKind::Await:
    narrow(node.a, holds, state);
    break;
  case NodeKind::Unary:
    if (static_cast<UnaryOp>(node.op) == UnaryOp::Not)
      narrow(node.a, !holds, state);
    break;
  case NodeKind::BoolOp:
    narrowBoolOp(node, holds, state);
    break;
  default:
    break;
  }
}

void Evaluator::narrowBoolOp(const Node& node, bool holds, State& state) {
  const bool isOr = node.op != 0;
  if (isOr != holds) { // both operands are as the whole is
    narrow(node.a, holds, state);
    narrow(node.b, holds, state);
    return;
  }
  State second = state;
  narrow(node.a, holds, state);
  narrow(node.a, !holds, second);
  narrow(node.b, holds, second);
  join(state, second);
}

// The truth of the call's result may show something of what went in.
bool Evaluator::tellsOfArguments(NodeId id) {
  const Node& callee = ast_[ast_[id].a];
  const std::string_view function = text(callee.symbol);
  if (callee.kind == NodeKind::Name &&
      (function == "bool" || function == "all" || function == "any" || function == "isinstance"))
    return true;
  if (callee.kind == NodeKind::Attribute && (function.starts_with("is") || function == "match" ||
                                             function == "fullmatch" || function == "search"))
    return true;
  const auto types = values()[out_.nodeValues[ast_[id].a]].types;
  if (types.size() != 1)
    return false;
  if (types[0].kind == TypeKind::Model)
    return in_.models[types[0].id].guards != 0;
  if (types[0].kind != TypeKind::LocalFunction && types[0].kind != TypeKind::LocalMethod)
    return false;
  const Summary* summary = in_.program.summary(types[0].id);
  return summary != nullptr &&
         std::any_of(summary->parameters.begin(), summary->parameters.end(),
                     [](const ParameterInfo& parameter) {
                       return (parameter.cleanIfTrue | parameter.cleanIfFalse) != 0;
                     });
}

// `known = name in NAMES`: a test of `known` tells of `name`, while both are what they were.
ValueId Evaluator::rememberTest(NodeId test, ValueId value) {
  constexpr std::size_t kMaxNodes = 32;
  const NodeKind kind = ast_[test].kind;
  if ((kind != NodeKind::Compare && kind != NodeKind::BoolOp && kind != NodeKind::Unary &&
       !(kind == NodeKind::Call && tellsOfArguments(test))) ||
      truthOf(value) != Truth::Unknown)
    return value;
  std::vector<std::pair<std::int32_t, ValueId>> subjects;
  std::vector<NodeId> pending{test};
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (pending.size() > kMaxNodes)
      return value;
    const Node& node = ast_[pending[i]];
    if (node.kind == NodeKind::Name)
      if (const std::int32_t slot = in_.scopes.of(pending[i]); slot >= 0)
        subjects.emplace_back(slot, state_.variables[static_cast<std::size_t>(slot)]);
    forEachChild(ast_, node, [&](NodeId child) { pending.push_back(child); });
  }
  Value out = values()[value];
  out.test = test;
  testSubjects_[test] = std::move(subjects);
  return values().add(out);
}

void Evaluator::narrowByName(NodeId name, bool holds, State& state) {
  const std::int32_t slot = in_.scopes.of(name);
  if (slot < 0)
    return;
  ValueId& variable = state.variables[static_cast<std::size_t>(slot)];
  const NodeId test = values()[variable].test;
  const auto subjects = testSubjects_.find(test);
  if (subjects != testSubjects_.end() &&
      std::all_of(subjects->second.begin(), subjects->second.end(), [&](const auto& subject) {
        return state.variables[static_cast<std::size_t>(subject.first)] == subject.second;
      }))
    narrow(test, holds, state);
  // What is false is empty: nothing of it can do harm.
  if (!holds && !values()[variable].harmless())
    variable = values().narrowed(variable, kAllSinks);
}

// The lists that the function looked its arguments up in are the program's own.
bool Evaluator::listsAreClosed(const Summary& summary, const std::vector<Argument>& bound) {
  for (std::size_t i = 0; i < bound.size(); ++i)
    if (summary.parameters[i].allowList && bound[i].node != kNoNode && !closedSet(bound[i].value))
      return false;
  return true;
}

// What a function of the program has shown of its arguments when it returns true (false).
void Evaluator::narrowBySummary(NodeId id, bool holds, State& state) {
  const Node& call = ast_[id];
  const auto types = values()[out_.nodeValues[call.a]].types;
  if (types.size() != 1 ||
      (types[0].kind != TypeKind::LocalFunction && types[0].kind != TypeKind::LocalMethod))
    return;
  const Summary* summary = in_.program.summary(types[0].id);
  if (summary == nullptr)
    return;
  Arguments given;
  for (const NodeId argument : ast_.list(call)) {
    const Node& node = ast_[argument];
    if (node.kind == NodeKind::Starred || node.kind == NodeKind::DoubleStarred)
      return;
    const bool keyword = node.kind == NodeKind::KeywordArgument;
    const NodeId expression = keyword ? node.a : argument;
    given.all.push_back(
        {expression, out_.nodeValues[expression], keyword ? node.symbol : kNoSymbol, false, false});
  }
  ValueId receiver =
      ast_[call.a].kind == NodeKind::Attribute ? out_.nodeValues[ast_[call.a].a] : kBottom;
  if (receiver == kBottom && types[0].kind == TypeKind::LocalMethod)
    receiver = values().unknown();
  if (!bindsReceiver(*summary, receiver))
    receiver = kBottom;
  const std::vector<Argument> bound = bind(*summary, receiver, given, id);
  if (!listsAreClosed(*summary, bound))
    return;
  for (std::size_t i = receiver != kBottom ? 1 : 0; i < bound.size(); ++i) {
    const ParameterInfo& parameter = summary->parameters[i];
    const SinkMask shown = holds ? parameter.cleanIfTrue : parameter.cleanIfFalse;
    if (shown != 0 && bound[i].node != kNoNode && !bound[i].star)
      narrowTo(bound[i].node, shown, state);
  }
}

// `all(test(x) for x in values)` holds, or `any(...)` does not: so it is for each of them.
void Evaluator::narrowElements(NodeId quantified, bool holds, State& state) {
  const Node& comprehension = ast_[quantified];
  const auto clauses = ast_.list(comprehension);
  if ((comprehension.kind != NodeKind::GeneratorExp && comprehension.kind != NodeKind::ListComp) ||
      clauses.size() != 1 || ast_[ast_[clauses[0]].a].kind != NodeKind::Name)
    return;
  const Node& clause = ast_[clauses[0]];
  const std::int32_t slot = in_.scopes.of(clause.a);
  if (slot < 0)
    return;
  const auto variable = static_cast<std::size_t>(slot);
  const State outer = std::exchange(state_, state);
  assignTo(clause.a, iterated(out_.nodeValues[clause.b], clause.b));
  const ValueId element = state_.variables[variable];
  State whenTrue;
  State whenFalse;
  const State before = state_;
  condition(comprehension.a, before, whenTrue, whenFalse);
  const State& each = holds ? whenTrue : whenFalse;
  state_ = outer;
  if (each.reachable)
    narrowContents(clause.b, values().shownClean(element, each.variables[variable]), state);
}

// The elements of what the expression denotes are clean for these sinks.
void Evaluator::narrowContents(NodeId expression, SinkMask clean, State& state) {
  const Node& node = ast_[expression];
  if (clean == 0)
    return;
  if (node.kind != NodeKind::Name) {
    narrowTo(expression, clean, state);
    return;
  }
  const std::int32_t slot = in_.scopes.of(expression);
  if (slot < 0)
    return;
  const ValueId container = state.variables[static_cast<std::size_t>(slot)];
  const Value value = values()[container];
  if (value.objects.size() != 1) {
    narrowTo(expression, clean, state);
    return;
  }
  std::swap(state_, state);
  Content content = contentOf(value.objects[0]);
  std::vector<Element> elements(content.elements.begin(), content.elements.end());
  for (Element& element : elements)
    element.value = values().narrowed(element.value, clean);
  content.elements = values().keep(elements);
  if (content.rest != kBottom)
    content.rest = values().narrowed(content.rest, clean);
  setContent(value.objects[0], content);
  std::swap(state_, state);
  if ((value.may & kUnknown) != 0)
    narrowTo(expression, clean, state);
}

// A collection whose members are all the program's own.
bool Evaluator::closedSet(ValueId id) {
  const Value value = values()[id];
  if (value.objects.size() == 1 && hasContent(value.objects[0])) {
    const Content& content = contentOf(value.objects[0]);
    if (!content.sequence && content.exact && content.rest == kBottom)
      return true; // a dict with known keys: membership looks at the keys
  }
  // A list kept elsewhere (an attribute, another module) is taken for an allow-list unless it comes
  // from outside.
  const Value members = values()[flattened(id)];
  for (const Origin& origin : members.origins)
    if (origin.parameter >= 0 && static_cast<std::size_t>(origin.parameter) < shown_.size())
      shown_[static_cast<std::size_t>(origin.parameter)].allowList = true; // the caller knows
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
    // None is one of the false values: what holds for those holds.
    narrow(node.a, holds == (op == CompareOp::IsNot || op == CompareOp::NotEq), state);
    return;
  }
  if (narrowPlaceCompare(node, term, holds, state))
    return;
  const bool positive = op == CompareOp::In || op == CompareOp::Eq || op == CompareOp::Is;
  if (positive != holds)
    return;
  if (op == CompareOp::In || op == CompareOp::NotIn) {
    // `x in "text"` accepts any part of the text, the empty one too: still only the program's own
    // characters.
    if (closedSet(out_.nodeValues[term.a]))
      narrowTo(node.a, kAllSinks, state);
  } else if (op == CompareOp::Eq || op == CompareOp::NotEq || op == CompareOp::Is ||
             op == CompareOp::IsNot) {
    if (values()[out_.nodeValues[term.a]].harmless())
      narrowTo(node.a, kAllSinks, state);
    else if (values()[out_.nodeValues[node.a]].harmless())
      narrowTo(term.a, kAllSinks, state);
  }
}

void Evaluator::narrowCall(NodeId test, bool holds, State& state) {
  const Node& call = ast_[test];
  const auto arguments = ast_.list(call);
  const Node& callee = ast_[call.a];
  narrowBySummary(test, holds, state);
  if (callee.kind == NodeKind::Name && arguments.size() == 1 && in_.scopes.of(call.a) < 0) {
    const std::string_view function = text(callee.symbol);
    if (function == "bool")
      narrow(arguments[0], holds, state);
    else if (function == (holds ? "all" : "any"))
      narrowElements(arguments[0], holds, state);
  }
  if (!holds)
    return;
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
  if (narrowPlaceCall(test, state))
    return;
  if (const auto [matched, clean] = matchedByPattern(test); matched != kNoNode) {
    narrowTo(matched, clean, state);
    return;
  }
  SinkMask guards = 0;
  NodeId subject = arguments.empty() ? kNoNode : arguments[0];
  if (subject != kNoNode && ast_[subject].kind == NodeKind::KeywordArgument)
    subject = ast_[subject].a;
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
      variable = values().narrowed(variable, clean);
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
                 values().narrowed(out_.nodeValues[expression], clean));
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
