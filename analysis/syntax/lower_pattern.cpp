#include "analysis/syntax/lower.h"

namespace pysecd {

namespace {

bool isPattern(Cst kind) {
  switch (kind) {
  case Cst::CasePattern:
  case Cst::TokenUnderscore:
  case Cst::DottedName:
  case Cst::ListPattern:
  case Cst::TuplePattern:
  case Cst::UnionPattern:
  case Cst::DictPattern:
  case Cst::ClassPattern:
  case Cst::KeywordPattern:
  case Cst::AsPattern:
  case Cst::SplatPattern:
  case Cst::String:
  case Cst::ConcatenatedString:
  case Cst::True:
  case Cst::False:
  case Cst::None:
  case Cst::Integer:
  case Cst::Float:
  case Cst::ComplexPattern:
  case Cst::Error:
    return true;
  default:
    return false;
  }
}

} // namespace

NodeId Lowerer::pattern(const CstNode& node) {
  if (depth_ >= kMaxNesting)
    return add(NodeKind::Error, node);
  ++depth_;
  const NodeId id = dispatchPattern(node);
  --depth_;
  return id;
}

NodeId Lowerer::dispatchPattern(const CstNode& node) {
  switch (node.kind) {
  case Cst::CasePattern:
    return onePattern(node);
  case Cst::TokenUnderscore:
    return add(NodeKind::PatternCapture, node);
  case Cst::DottedName:
    return patternOfName(node);
  case Cst::ListPattern:
  case Cst::TuplePattern:
    return patternSequence(node);
  case Cst::UnionPattern:
    return patternOr(node);
  case Cst::DictPattern:
    return patternMapping(node);
  case Cst::ClassPattern:
    return patternClass(node);
  case Cst::KeywordPattern:
    return patternKeyword(node);
  case Cst::AsPattern:
    return patternAs(node);
  case Cst::SplatPattern:
    return patternStar(node);
  case Cst::Error:
    return add(NodeKind::Error, node);
  default:
    return patternValue(patternOperand(node), rangeOf(node));
  }
}

// The grammar has no node for `-1` in a pattern: the minus and the number are children of whatever
// is around. Calls visit(token) for what is no pattern and collects the patterns on scratch_.
template <typename Visit> void Lowerer::patternsInto(Visit visit) {
  std::optional<std::uint32_t> minus;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenMinus) {
      minus = child.begin();
    } else if (!isPattern(child.kind)) {
      visit(child);
    } else if (minus) {
      const NodeId value = negated(child, *minus);
      scratch_.push_back(patternValue(value, at(value).range()));
      minus.reset();
    } else {
      scratch_.push_back(pattern(child));
    }
  });
}

NodeId Lowerer::patternValue(NodeId value, ByteRange range) {
  const NodeId id = add(NodeKind::PatternValue, range);
  at(id).a = value;
  return id;
}

NodeId Lowerer::patternOperand(const CstNode& node) {
  return node.kind == Cst::ComplexPattern ? complexNumber(node) : expression(node);
}

NodeId Lowerer::negated(const CstNode& number, std::uint32_t minusAt) {
  const NodeId id = add(NodeKind::Unary, ByteRange{place(minusAt), place(number.end())});
  at(id).op = static_cast<std::uint8_t>(UnaryOp::Neg);
  at(id).a = expression(number);
  return id;
}

// `-1 + 2j`
NodeId Lowerer::complexNumber(const CstNode& node) {
  const NodeId id = add(NodeKind::Binary, node);
  std::optional<std::uint32_t> minus;
  cursor_.children([&](const CstNode& child) {
    const bool right = at(id).a != kNoNode;
    if (child.kind == Cst::TokenMinus && !right)
      minus = child.begin();
    else if (child.kind == Cst::TokenMinus)
      at(id).op = static_cast<std::uint8_t>(BinaryOp::Sub);
    else if (isExpression(child.kind) && right)
      at(id).b = expression(child);
    else if (isExpression(child.kind))
      at(id).a = minus ? negated(child, *minus) : expression(child);
  });
  return id;
}

NodeId Lowerer::onePattern(const CstNode& node) {
  const std::size_t start = mark();
  patternsInto([](const CstNode&) {});
  if (mark() != start + 1) {
    scratch_.resize(start);
    return add(NodeKind::Error, node);
  }
  const NodeId only = scratch_.back();
  scratch_.pop_back();
  return only;
}

NodeId Lowerer::patternOfName(const CstNode& node) {
  if (textOf(node).find('.') != std::string_view::npos)
    return patternValue(dottedExpression(node), rangeOf(node));
  const NodeId id = add(NodeKind::PatternCapture, node);
  at(id).symbol = textOf(node) == "_" ? kNoSymbol : symbolOf(node);
  return id;
}

NodeId Lowerer::dottedExpression(const CstNode& node) {
  NodeId object = kNoNode;
  unsigned links = 0;
  cursor_.children([&](const CstNode& child) {
    if (child.kind != Cst::Identifier || ++links > kMaxNesting)
      return;
    if (object == kNoNode) {
      object = name(child);
      return;
    }
    const NodeId id = add(NodeKind::Attribute, ByteRange{place(node.begin()), place(child.end())});
    at(id).a = object;
    at(id).symbol = symbolOf(child);
    object = id;
  });
  return object != kNoNode && links <= kMaxNesting ? object : add(NodeKind::Error, node);
}

NodeId Lowerer::patternSequence(const CstNode& node) {
  const std::size_t start = mark();
  bool comma = false;
  patternsInto([&](const CstNode& child) { comma |= child.kind == Cst::TokenComma; });
  if (node.kind == Cst::TuplePattern && !comma && mark() == start + 1) {
    const NodeId only = scratch_.back(); // parentheses only
    scratch_.pop_back();
    return only;
  }
  const NodeId id = add(NodeKind::PatternSequence, node);
  setList(id, start);
  return id;
}

NodeId Lowerer::patternOr(const CstNode& node) {
  const NodeId id = add(NodeKind::PatternOr, node);
  const std::size_t start = mark();
  patternsInto([](const CstNode&) {});
  setList(id, start);
  return id;
}

NodeId Lowerer::patternMapping(const CstNode& node) {
  const NodeId id = add(NodeKind::PatternMapping, node);
  const std::size_t start = mark();
  std::optional<std::uint32_t> minus;
  NodeId pairId = kNoNode; // its value is still to come
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::SplatPattern) {
      scratch_.push_back(patternStar(child));
    } else if (child.kind == Cst::TokenMinus) {
      minus = child.begin();
    } else if (pairId != kNoNode && isPattern(child.kind)) {
      at(pairId).b = pattern(child);
      at(pairId).end = place(child.end());
      pairId = kNoNode;
    } else if (isPattern(child.kind)) {
      const std::uint32_t begin = minus.value_or(child.begin());
      pairId = add(NodeKind::PatternPair, ByteRange{place(begin), place(child.end())});
      at(pairId).a = patternKey(child, minus);
      minus.reset();
      scratch_.push_back(pairId);
    }
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::patternKey(const CstNode& node, std::optional<std::uint32_t> minus) {
  if (minus)
    return negated(node, *minus);
  if (node.kind == Cst::DottedName)
    return dottedExpression(node);
  return patternOperand(node);
}

NodeId Lowerer::patternClass(const CstNode& node) {
  const NodeId id = add(NodeKind::PatternClass, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::DottedName)
      at(id).a = dottedExpression(child);
    else if (isPattern(child.kind))
      scratch_.push_back(pattern(child));
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::patternKeyword(const CstNode& node) {
  const NodeId id = add(NodeKind::KeywordArgument, node);
  const std::size_t start = mark();
  patternsInto([&](const CstNode& child) {
    if (child.kind == Cst::Identifier && at(id).symbol == kNoSymbol)
      at(id).symbol = symbolOf(child);
  });
  if (mark() > start)
    at(id).a = scratch_.back();
  scratch_.resize(start);
  return id;
}

NodeId Lowerer::patternAs(const CstNode& node) {
  const NodeId id = add(NodeKind::PatternAs, node);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Identifier)
      at(id).symbol = symbolOf(child);
    else if (isPattern(child.kind))
      at(id).a = pattern(child);
  });
  return id;
}

NodeId Lowerer::patternStar(const CstNode& node) {
  const NodeId id = add(NodeKind::PatternStar, node);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Identifier && textOf(child) != "_")
      at(id).symbol = symbolOf(child);
  });
  return id;
}

} // namespace pysecd
