#include "analysis/syntax/lower.h"

#include <algorithm>
#include <iterator>

namespace pysecd {

NodeId Lowerer::expression(const CstNode& node) {
  if (depth_ >= kMaxNesting)
    return add(NodeKind::Error, node);
  ++depth_;
  const NodeId id = dispatchExpression(node);
  --depth_;
  return id;
}

NodeId Lowerer::dispatchExpression(const CstNode& node) {
  switch (node.kind) {
  case Cst::Identifier:
    return name(node);
  case Cst::Integer:
    return add(NodeKind::Integer, node);
  case Cst::Float:
    return add(NodeKind::Float, node);
  case Cst::True:
    return add(NodeKind::TrueLiteral, node);
  case Cst::False:
    return add(NodeKind::FalseLiteral, node);
  case Cst::None:
    return add(NodeKind::NoneLiteral, node);
  case Cst::Ellipsis:
    return add(NodeKind::EllipsisLiteral, node);
  case Cst::String:
    return string(node);
  case Cst::ConcatenatedString:
    return listOf(NodeKind::StringConcat, node);
  case Cst::Attribute:
  case Cst::MemberType:
    return attribute(node);
  case Cst::Subscript:
    return subscript(node);
  case Cst::Slice:
    return slice(node);
  case Cst::Call:
    return call(node);
  case Cst::BinaryOperator:
    return binary(node);
  case Cst::UnaryOperator:
  case Cst::NotOperator:
    return unary(node);
  case Cst::BooleanOperator:
    return boolean(node);
  case Cst::ComparisonOperator:
    return comparison(node);
  case Cst::ConditionalExpression:
    return conditional(node);
  case Cst::Lambda:
    return lambda(node);
  case Cst::NamedExpression:
    return named(node);
  case Cst::Await:
    return wrap(NodeKind::Await, node);
  case Cst::Yield:
    return yield(node);
  case Cst::List:
  case Cst::ListPattern:
    return listOf(NodeKind::List, node);
  case Cst::Set:
    return listOf(NodeKind::Set, node);
  case Cst::Tuple:
  case Cst::TuplePattern:
  case Cst::ExpressionList:
  case Cst::PatternList:
    return listOf(NodeKind::Tuple, node);
  case Cst::Dictionary:
    return listOf(NodeKind::Dict, node);
  case Cst::ListComprehension:
    return comprehension(NodeKind::ListComp, node);
  case Cst::SetComprehension:
    return comprehension(NodeKind::SetComp, node);
  case Cst::DictionaryComprehension:
    return comprehension(NodeKind::DictComp, node);
  case Cst::GeneratorExpression:
    return comprehension(NodeKind::GeneratorExp, node);
  case Cst::ParenthesizedExpression:
  case Cst::ParenthesizedListSplat:
  case Cst::Type:
  case Cst::ConstrainedType: // the bound of a type parameter is never evaluated where it stands
    return onlyChild(node);
  case Cst::ListSplat:
  case Cst::ListSplatPattern:
    return wrap(NodeKind::Starred, node);
  case Cst::DictionarySplat:
  case Cst::DictionarySplatPattern:
    return wrap(NodeKind::DoubleStarred, node);
  case Cst::KeywordArgument:
    return keywordArgument(node);
  case Cst::Pair:
    return pair(node);
  case Cst::SplatType:
    return splatType(node);
  case Cst::GenericType:
    return genericType(node);
  case Cst::UnionType:
    return unionType(node);
  default: // `a as b` where it binds nothing
    return add(NodeKind::Error, node);
  }
}

NodeId Lowerer::onlyChild(const CstNode& node) {
  NodeId inner = kNoNode;
  cursor_.children([&](const CstNode& child) {
    if (inner == kNoNode && isExpression(child.kind))
      inner = expression(child);
  });
  return inner != kNoNode ? inner : add(NodeKind::Error, node);
}

NodeId Lowerer::name(const CstNode& node) {
  if (node.begin() == node.end()) // MISSING
    return add(NodeKind::Error, node);
  const NodeId id = add(NodeKind::Name, node);
  at(id).symbol = symbolOf(node);
  return id;
}

NodeId Lowerer::wrap(NodeKind kind, const CstNode& node) {
  const NodeId id = add(kind, node);
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      at(id).a = expression(child);
    }
  });
  return id;
}

NodeId Lowerer::listOf(NodeKind kind, const CstNode& node) {
  const NodeId id = add(kind, node);
  const std::size_t start = mark();
  listInto();
  setList(id, start);
  return id;
}

void Lowerer::listInto() {
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind) || child.kind == Cst::Error)
      scratch_.push_back(expression(child));
  });
}

NodeId Lowerer::binary(const CstNode& node) {
  const NodeId id = add(NodeKind::Binary, node);
  bool right = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      (right ? at(id).b : at(id).a) = expression(child);
    } else if (Cst::TokenPlus <= child.kind && child.kind <= Cst::TokenCaret) {
      right = true;
      at(id).op = operatorIndex(child.kind, Cst::TokenPlus);
    }
  });
  return id;
}

NodeId Lowerer::unary(const CstNode& node) {
  const NodeId id = wrap(NodeKind::Unary, node);
  UnaryOp op = UnaryOp::Not;
  if (node.kind == Cst::UnaryOperator) {
    const char sign = text_[node.begin()];
    op = sign == '-' ? UnaryOp::Neg : sign == '+' ? UnaryOp::Pos : UnaryOp::Invert;
  }
  at(id).op = static_cast<std::uint8_t>(op);
  return id;
}

NodeId Lowerer::boolean(const CstNode& node) {
  const NodeId id = add(NodeKind::BoolOp, node);
  bool right = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      (right ? at(id).b : at(id).a) = expression(child);
    } else if (child.kind == Cst::TokenAnd || child.kind == Cst::TokenOr) {
      right = true;
      at(id).op = child.kind == Cst::TokenOr;
    }
  });
  return id;
}

NodeId Lowerer::comparison(const CstNode& node) {
  const NodeId id = add(NodeKind::Compare, node);
  const std::size_t start = mark();
  std::uint8_t op = 0;
  std::uint32_t operatorBegin = 0;
  bool first = true;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      const NodeId operand = expression(child);
      if (first) {
        at(id).a = operand;
        first = false;
        return;
      }
      const NodeId term =
          add(NodeKind::CompareTerm, ByteRange{place(operatorBegin), place(child.end())});
      at(term).op = op;
      at(term).a = operand;
      scratch_.push_back(term);
    } else if (child.kind == Cst::TokenLessGreater) {
      op = static_cast<std::uint8_t>(CompareOp::NotEq);
      operatorBegin = child.begin();
    } else if (Cst::TokenEqualEqual <= child.kind && child.kind <= Cst::TokenIsNot) {
      op = operatorIndex(child.kind, Cst::TokenEqualEqual);
      operatorBegin = child.begin();
    }
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::conditional(const CstNode& node) {
  const NodeId id = add(NodeKind::Conditional, node);
  NodeId Node::*slot = &Node::b;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      at(id).*slot = expression(child);
    } else if (child.kind == Cst::TokenIf) {
      slot = &Node::a;
    } else if (child.kind == Cst::TokenElse) {
      slot = &Node::c;
    }
  });
  return id;
}

NodeId Lowerer::lambda(const CstNode& node) {
  const NodeId id = add(NodeKind::Lambda, node);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::LambdaParameters) {
      at(id).a = parameters(child);
    } else if (isExpression(child.kind)) {
      at(id).b = expression(child);
    }
  });
  requireParameters(id);
  return id;
}

NodeId Lowerer::named(const CstNode& node) {
  const NodeId id = add(NodeKind::NamedExpression, node);
  bool value = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      (value ? at(id).b : at(id).a) = expression(child);
    }
    value |= child.kind == Cst::TokenColonEqual;
  });
  return id;
}

NodeId Lowerer::attribute(const CstNode& node) {
  const NodeId id = add(NodeKind::Attribute, node);
  bool afterDot = false;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenDot) {
      afterDot = true;
    } else if (afterDot) {
      if (child.kind == Cst::Identifier)
        at(id).symbol = symbolOf(child);
    } else if (isExpression(child.kind)) {
      at(id).a = expression(child);
    }
  });
  return id;
}

NodeId Lowerer::subscript(const CstNode& node) {
  const NodeId id = add(NodeKind::Subscript, node);
  const std::size_t start = mark();
  bool inBrackets = false;
  bool comma = false;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  cursor_.children([&](const CstNode& child) {
    comma |= child.kind == Cst::TokenComma;
    inBrackets |= child.kind == Cst::TokenOpenBracket;
    if (!isExpression(child.kind))
      return;
    const NodeId part = expression(child);
    if (!inBrackets) {
      at(id).a = part;
      return;
    }
    if (mark() == start)
      begin = child.begin();
    end = child.end();
    scratch_.push_back(part);
  });
  at(id).b = oneOrTuple(start, comma, {place(begin), place(end)});
  return id;
}

NodeId Lowerer::slice(const CstNode& node) {
  const NodeId id = add(NodeKind::Slice, node);
  static constexpr NodeId Node::*slots[] = {&Node::a, &Node::b, &Node::c};
  std::size_t colons = 0;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenColon) {
      ++colons;
    } else if (isExpression(child.kind) && colons < std::size(slots)) {
      at(id).*slots[colons] = expression(child);
    }
  });
  return id;
}

NodeId Lowerer::call(const CstNode& node) {
  const NodeId id = add(NodeKind::Call, node);
  const std::size_t start = mark();
  bool haveCallee = false;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::ArgumentList) {
      listInto();
    } else if (isExpression(child.kind)) {
      const NodeId part = expression(child);
      if (haveCallee)
        scratch_.push_back(part); // f(x for x in y): the generator has the parentheses
      else
        at(id).a = part;
      haveCallee = true;
    }
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::keywordArgument(const CstNode& node) {
  const NodeId id = add(NodeKind::KeywordArgument, node);
  bool value = false;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenEqual) {
      value = true;
    } else if (!value) {
      if (child.kind == Cst::Identifier)
        at(id).symbol = symbolOf(child);
    } else if (isExpression(child.kind)) {
      at(id).a = expression(child);
    }
  });
  return id;
}

NodeId Lowerer::pair(const CstNode& node) {
  const NodeId id = add(NodeKind::DictPair, node);
  bool value = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      (value ? at(id).b : at(id).a) = expression(child);
    }
    value |= child.kind == Cst::TokenColon;
  });
  return id;
}

NodeId Lowerer::comprehension(NodeKind kind, const CstNode& node) {
  const NodeId id = add(kind, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::ForInClause) {
      scratch_.push_back(forClause(child));
    } else if (child.kind == Cst::IfClause) {
      scratch_.push_back(wrap(NodeKind::CompIf, child));
    } else if (isExpression(child.kind)) {
      at(id).a = expression(child);
    }
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::forClause(const CstNode& node) {
  const NodeId id = add(NodeKind::CompFor, node);
  const std::size_t start = mark();
  bool afterIn = false;
  bool comma = false;
  std::uint32_t begin = node.end();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenAsync)
      at(id).flags |= kAsync;
    comma |= afterIn && child.kind == Cst::TokenComma;
    if (isExpression(child.kind)) {
      const NodeId part = expression(child);
      if (afterIn)
        scratch_.push_back(part);
      else
        at(id).a = part;
      begin = afterIn ? std::min(begin, child.begin()) : begin;
    }
    afterIn |= child.kind == Cst::TokenIn;
  });
  at(id).b = oneOrTuple(start, comma, {place(begin), place(node.end())});
  return id;
}

NodeId Lowerer::yield(const CstNode& node) {
  const NodeId id = add(NodeKind::Yield, node);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenFrom) {
      at(id).kind = NodeKind::YieldFrom;
    } else if (isExpression(child.kind)) {
      at(id).a = expression(child);
    }
  });
  return id;
}

NodeId Lowerer::splatType(const CstNode& node) {
  return wrap(textOf(node).starts_with("**") ? NodeKind::DoubleStarred : NodeKind::Starred, node);
}

// `list[int]`, which the grammar reads apart from subscripts when it is an annotation.
NodeId Lowerer::genericType(const CstNode& node) {
  const NodeId id = add(NodeKind::Subscript, node);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Identifier) {
      at(id).a = name(child);
    } else if (child.kind == Cst::TypeParameter) {
      const std::size_t start = mark();
      listInto();
      const bool several = mark() > start + 1;
      at(id).b = oneOrTuple(start, several, {place(child.begin() + 1), place(child.end() - 1)});
    }
  });
  return id;
}

NodeId Lowerer::unionType(const CstNode& node) {
  const NodeId id = binary(node);
  at(id).op = static_cast<std::uint8_t>(BinaryOp::BitOr);
  return id;
}

} // namespace pysecd
