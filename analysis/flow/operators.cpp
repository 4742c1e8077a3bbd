// Operators: arithmetic, comparison, and the two that choose.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {
std::optional<std::int64_t> fold(BinaryOp op, std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  switch (op) {
  case BinaryOp::Add:
    return __builtin_add_overflow(a, b, &out) ? std::nullopt : std::optional(out);
  case BinaryOp::Sub:
    return __builtin_sub_overflow(a, b, &out) ? std::nullopt : std::optional(out);
  case BinaryOp::Mul:
    return __builtin_mul_overflow(a, b, &out) ? std::nullopt : std::optional(out);
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod: {
    if (b == 0 || (a == INT64_MIN && b == -1))
      return std::nullopt;
    std::int64_t quotient = a / b;
    if (a % b != 0 && (a < 0) != (b < 0))
      --quotient; // Python rounds towards minus infinity
    return op == BinaryOp::FloorDiv ? quotient : a - quotient * b;
  }
  case BinaryOp::Pow:
    if (b < 0 || b > 64)
      return std::nullopt;
    for (out = 1; b > 0; --b)
      if (__builtin_mul_overflow(out, a, &out))
        return std::nullopt;
    return out;
  case BinaryOp::LShift:
    return b < 0 || b > 62 || __builtin_mul_overflow(a, std::int64_t{1} << b, &out)
               ? std::nullopt
               : std::optional(out);
  case BinaryOp::RShift:
    return b < 0 || b > 62 ? std::nullopt : std::optional(a >> b);
  case BinaryOp::BitAnd:
    return a & b;
  case BinaryOp::BitOr:
    return a | b;
  case BinaryOp::BitXor:
    return a ^ b;
  default:
    return std::nullopt;
  }
}
} // namespace

// `a + b + c + ...` leans to the left, hundreds deep in some programs: walked down and computed
// upwards without recursion.
ValueId Evaluator::binary(NodeId id) {
  std::vector<NodeId> spine{id};
  while (ast_[ast_[spine.back()].a].kind == NodeKind::Binary)
    spine.push_back(ast_[spine.back()].a);
  ValueId left = eval(ast_[spine.back()].a);
  for (std::size_t i = spine.size(); i-- > 0;) {
    if (outOfBudget())
      return values().unknown();
    left = binaryOperation(spine[i], left, eval(ast_[spine[i]].b));
    if (i != 0)
      out_.nodeValues[spine[i]] = values().join(out_.nodeValues[spine[i]], left);
  }
  return left;
}

ValueId Evaluator::arithmetic(BinaryOp op, ValueId left, ValueId right) {
  const auto& a = values()[left].constant;
  const auto& b = values()[right].constant;
  if (a && b)
    if (const auto folded = fold(op, a->integer, b->integer))
      return values().constant(Constant{Constant::Kind::Int, *folded, {}});
  return values().number();
}

// A known text, so many times; kBottom if it is none, or too long.
ValueId Evaluator::repeatedText(ValueId id, ValueId times) {
  constexpr std::size_t kMaxRepeated = 4096;
  const Constant text = *values()[id].constant;
  const std::int64_t count = std::max<std::int64_t>(values()[times].constant->integer, 0);
  if ((text.kind != Constant::Kind::Str && text.kind != Constant::Kind::Bytes) ||
      (!text.text.empty() && static_cast<std::uint64_t>(count) > kMaxRepeated / text.text.size()))
    return kBottom;
  std::string repeated;
  for (std::int64_t i = 0; i < count && !text.text.empty(); ++i)
    repeated += text.text;
  const std::string_view kept = values().keepText(repeated);
  return text.kind == Constant::Kind::Str ? values().string(kept, kNoNode)
                                          : values().constant(Constant{text.kind, 0, kept});
}

// `a | b` of two known dicts; kBottom if they are not.
ValueId Evaluator::mergedMappings(NodeId site, ValueId left, ValueId right) {
  const Value a = values()[left];
  const Value b = values()[right];
  if (a.objects.size() != 1 || b.objects.size() != 1 || a.may != kObject || b.may != kObject ||
      !hasContent(a.objects[0]) || !hasContent(b.objects[0]) || !contentOf(a.objects[0]).mapping ||
      !contentOf(b.objects[0]).mapping)
    return kBottom;
  const Content over = contentOf(b.objects[0]);
  const ValueId merged = newObject(site, contentOf(a.objects[0]));
  for (const Element& element : over.elements)
    setElement(merged, element.key, element.value);
  if (over.rest != kBottom)
    weakAdd(merged, over.rest);
  return merged;
}

ValueId Evaluator::binaryOperation(NodeId id, ValueId left, ValueId right) {
  const Node& node = ast_[id];
  const auto op = static_cast<BinaryOp>(node.op);
  const Value a = values()[left];
  const Value b = values()[right];
  if (const ValueId modelled = modelledOperator(id, left, right); modelled != kBottom)
    return modelled;
  if (const ValueId own = ownOperator(id, op, left, right, false); own != kBottom)
    return own;
  if (op == BinaryOp::Mod && (isTextual(left) || ast_[node.a].kind == NodeKind::String ||
                              ast_[node.a].kind == NodeKind::StringConcat))
    return percentFormat(left, right, node.b);
  if (a.number() && b.number())
    return arithmetic(op, left, right);
  if (op == BinaryOp::Mul && a.constant && b.constant && (a.number() || b.number()))
    if (const ValueId repeated = repeatedText(a.number() ? right : left, a.number() ? left : right);
        repeated != kBottom)
      return repeated;
  if (op == BinaryOp::BitOr)
    if (const ValueId merged = mergedMappings(id, left, right); merged != kBottom)
      return merged;
  if (op == BinaryOp::Add) {
    if (isTextual(left) || isTextual(right) || a.may == kText || b.may == kText)
      return concatenated(left, node.a, right, node.b);
    if (!a.objects.empty() && !b.objects.empty() && a.objects.size() == 1 &&
        b.objects.size() == 1) {
      const Content x = contentOf(a.objects[0]);
      const Content y = contentOf(b.objects[0]);
      if (x.sequence && y.sequence && x.exact && y.exact &&
          x.elements.size() + y.elements.size() <= 64) {
        std::vector<Element> elements(x.elements.begin(), x.elements.end());
        for (const Element& element : y.elements)
          elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), element.value});
        Content both = x;
        both.elements = values().keep(elements);
        return newObject(id, both);
      }
    }
  }
  if (!a.objects.empty() || !b.objects.empty()) {
    Content content;
    content.exact = false;
    // `["?"] * n`, `list + list`: a container of the elements of both.
    content.rest = values().join(a.objects.empty() ? kBottom : anyElement(left),
                                 b.objects.empty() ? kBottom : anyElement(right));
    if ((a.may & kUnknown) != 0 || (b.may & kUnknown) != 0)
      content.rest = values().join(content.rest,
                                   op == BinaryOp::Mul ? kBottom : values().derived(left, right));
    return newObject(id, content);
  }
  if (op == BinaryOp::Mul && (a.may == kText || b.may == kText))
    return values().text(); // "?," * n
  return values().derived(left, right);
}

// What the class of the left operand, or else that of the right one, is known to do with it:
// `Path / name`, `Markup % name`.
ValueId Evaluator::modelledOperator(NodeId id, ValueId left, ValueId right) {
  const auto op = static_cast<BinaryOp>(ast_[id].op);
  if (op != BinaryOp::Div && op != BinaryOp::Mod && op != BinaryOp::Add)
    return kBottom;
  const OperatorMethods methods = methodsOf(op);
  const auto applied = [&](std::string_view method, ValueId self, ValueId other, NodeId node) {
    const Symbol name = in_.symbols.find(method);
    if (name != kNoSymbol)
      for (const TypeRef& type : values()[self].types)
        if (type.kind == TypeKind::Instance)
          if (const ModelId entry = in_.models.member(type.id, name); entry != kNoModel) {
            Arguments given;
            given.all.push_back({node, other, kNoSymbol, false, false});
            return callModel(entry, self, given, id);
          }
    return kBottom;
  };
  const ValueId result = applied(methods.plain, left, right, ast_[id].b);
  return result != kBottom ? result : applied(methods.reflected, right, left, ast_[id].a);
}

ValueId Evaluator::unary(NodeId id) {
  const Node& node = ast_[id];
  const ValueId operand = eval(node.a);
  const auto op = static_cast<UnaryOp>(node.op);
  if (op == UnaryOp::Not) {
    const Truth truth = truthOf(operand);
    if (truth == Truth::Unknown)
      return values().number();
    return values().constant(Constant{Constant::Kind::Bool, truth == Truth::False ? 1 : 0, {}});
  }
  const auto& constant = values()[operand].constant;
  if (constant && values()[operand].number() && constant->integer != INT64_MIN) {
    const std::int64_t value = constant->integer;
    return values().constant(Constant{Constant::Kind::Int,
                                      op == UnaryOp::Neg      ? -value
                                      : op == UnaryOp::Invert ? ~value
                                                              : value,
                                      {}});
  }
  return values()[operand].number() ? values().number() : values().derived(operand);
}

ValueId Evaluator::boolOp(NodeId id) {
  const Node& node = ast_[id];
  const bool isOr = node.op != 0;
  const ValueId left = eval(node.a);
  const Truth truth = truthOf(left);
  if (truth == (isOr ? Truth::True : Truth::False))
    return left;
  // The right operand is evaluated only where the left one let it be.
  State whenTrue;
  State whenFalse;
  const State before = state_;
  condition(node.a, before, whenTrue, whenFalse);
  state_ = isOr ? whenFalse : whenTrue;
  ValueId right = kBottom;
  if (state_.reachable)
    right = eval(node.b);
  State after = isOr ? whenTrue : whenFalse;
  join(after, state_);
  state_ = after.reachable ? after : before;
  if (truth != Truth::Unknown && right != kBottom)
    return right;
  // `x or default`: what is left of x is only its truthy (falsy) part; None has none.
  ValueId kept = left;
  if (isOr && values()[left].may == kNone)
    kept = kBottom;
  return values().join(kept, right);
}

ValueId Evaluator::conditional(NodeId id) {
  const Node& node = ast_[id];
  State whenTrue;
  State whenFalse;
  condition(node.a, state_, whenTrue, whenFalse);
  ValueId result = kBottom;
  State after;
  after.reachable = false;
  for (State* branch : {&whenTrue, &whenFalse}) {
    if (!branch->reachable)
      continue;
    state_ = *branch;
    result = values().join(result, eval(branch == &whenTrue ? node.b : node.c));
    join(after, state_);
  }
  if (after.reachable)
    state_ = std::move(after);
  return result == kBottom ? values().unknown() : result;
}

ValueId Evaluator::compare(const Node& node) {
  ValueId left = eval(node.a);
  bool known = true;
  bool holds = true;
  for (const NodeId id : ast_.list(node)) {
    const Node& term = ast_[id];
    const ValueId right = eval(term.a);
    const Truth truth = compareValues(static_cast<CompareOp>(term.op), left, right);
    known &= truth != Truth::Unknown;
    holds &= truth != Truth::False;
    left = right;
  }
  // `a < b < c` is false if one of them is, whatever the others are.
  return known || !holds ? values().constant(Constant{Constant::Kind::Bool, holds ? 1 : 0, {}})
                         : values().number();
}

Truth Evaluator::membership(ValueId item, ValueId collection) {
  const Value a = values()[item];
  const Value b = values()[collection];
  if (!a.constant)
    return Truth::Unknown;
  if (b.constant && b.constant->kind == Constant::Kind::Str &&
      a.constant->kind == Constant::Kind::Str)
    return truthIs(b.constant->text.find(a.constant->text) != std::string_view::npos);
  if (b.objects.size() != 1 || !hasContent(b.objects[0]))
    return Truth::Unknown;
  const Content& content = contentOf(b.objects[0]);
  bool decided = content.exact && content.rest == kBottom;
  bool found = false;
  for (const Element& element : content.elements) {
    if (!content.sequence) {
      found |= keyOf(item) == std::optional(element.key);
      continue;
    }
    const auto& constant = values()[element.value].constant;
    decided &= constant.has_value();
    found |= constant && *constant == *a.constant;
  }
  return found && content.exact ? Truth::True : decided ? Truth::False : Truth::Unknown;
}

// -1, 0 or 1 for two known values, or two tuples of such; nullopt if they are not known.
std::optional<int> Evaluator::order(ValueId left, ValueId right, int depth) {
  const Value a = values()[left];
  const Value b = values()[right];
  if (a.constant && b.constant) {
    const Constant& x = *a.constant;
    const Constant& y = *b.constant;
    if (a.number() && b.number())
      return x.integer < y.integer ? -1 : x.integer > y.integer;
    if (x.kind != y.kind || x.kind == Constant::Kind::None)
      return std::nullopt;
    const int text = x.text.compare(y.text);
    return text < 0 ? -1 : text > 0;
  }
  const auto x = exactElements(left);
  const auto y = exactElements(right);
  if (!x || !y || depth == 0)
    return std::nullopt;
  for (std::size_t i = 0; i < std::min(x->size(), y->size()); ++i) {
    const std::optional<int> first = order((*x)[i], (*y)[i], depth - 1);
    if (!first || *first != 0)
      return first;
  }
  return x->size() < y->size() ? -1 : x->size() > y->size();
}

Truth Evaluator::compareValues(CompareOp op, ValueId left, ValueId right) {
  constexpr int kMaxNesting = 3;
  if (op == CompareOp::In || op == CompareOp::NotIn) {
    const Truth found = membership(left, right);
    return found == Truth::Unknown ? found
                                   : truthIs((found == Truth::True) == (op == CompareOp::In));
  }
  const Value a = values()[left];
  const Value b = values()[right];
  if (op == CompareOp::Eq || op == CompareOp::NotEq || op == CompareOp::Is ||
      op == CompareOp::IsNot) {
    const bool positive = op == CompareOp::Eq || op == CompareOp::Is;
    if (a.constant && b.constant) {
      const bool equal = a.number() && b.number() ? a.constant->integer == b.constant->integer
                                                  : *a.constant == *b.constant;
      return truthIs(equal == positive);
    }
    if (op == CompareOp::Is || op == CompareOp::IsNot)
      return Truth::Unknown;
    const std::optional<int> ordered = order(left, right, kMaxNesting);
    return ordered ? truthIs((*ordered == 0) == positive) : Truth::Unknown;
  }
  const std::optional<int> ordered = order(left, right, kMaxNesting);
  if (!ordered)
    return Truth::Unknown;
  switch (op) {
  case CompareOp::Lt:
    return truthIs(*ordered < 0);
  case CompareOp::LtE:
    return truthIs(*ordered <= 0);
  case CompareOp::Gt:
    return truthIs(*ordered > 0);
  default:
    return truthIs(*ordered >= 0);
  }
}

} // namespace pysecd::flow
