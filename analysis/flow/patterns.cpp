// The patterns of match statements.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

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

// What `*rest` of a sequence pattern takes.
ValueId Evaluator::starred(NodeId site, ValueId value, std::size_t before, std::size_t parts) {
  if (const auto elements = exactElements(value); elements && elements->size() + 1 >= parts)
    return newList(site, std::span(*elements).subspan(before, elements->size() + 1 - parts));
  Content content;
  content.exact = false;
  content.sequence = true;
  content.rest = anyElement(value);
  return newObject(site, content);
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
    bind(value);
    return true;
  case NodeKind::PatternSequence: {
    const auto parts = ast_.list(pattern);
    const auto elements = exactElements(value);
    const auto starAt = static_cast<std::size_t>(
        std::find_if(parts.begin(), parts.end(),
                     [&](NodeId part) { return ast_[part].kind == NodeKind::PatternStar; }) -
        parts.begin());
    const bool star = starAt < parts.size();
    if (elements && (star ? elements->size() + 1 < parts.size() : elements->size() != parts.size()))
      return false;
    certain = elements.has_value();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      bool always = false;
      if (i == starAt) {
        patternMatches(parts[i], kNoNode, starred(parts[i], value, i, parts.size()), always);
        continue;
      }
      const auto index = static_cast<std::int64_t>(i);
      const ValueId place = values().constant(
          Constant{Constant::Kind::Int,
                   i < starAt ? index : index - static_cast<std::int64_t>(parts.size()),
                   {}});
      if (!patternMatches(parts[i], kNoNode, elementOf(value, place), always) && elements)
        return certain = false;
      certain = certain && always;
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
