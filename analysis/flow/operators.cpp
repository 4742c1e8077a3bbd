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

ValueId Evaluator::binaryOperation(NodeId id, ValueId left, ValueId right) {
  const Node& node = ast_[id];
  const auto op = static_cast<BinaryOp>(node.op);
  const Value a = values()[left];
  const Value b = values()[right];
  if (op == BinaryOp::Mod && (isTextual(left) || ast_[node.a].kind == NodeKind::String ||
                              ast_[node.a].kind == NodeKind::StringConcat))
    return percentFormat(left, right, node.b);
  if (a.constant && b.constant && a.may == kNumber && b.may == kNumber)
    if (const auto folded = fold(op, a.constant->integer, b.constant->integer))
      return values().constant(Constant{Constant::Kind::Int, *folded, {}});
  if (a.number() && b.number())
    return values().number();
  if (op == BinaryOp::Add) {
    if (isTextual(left) || isTextual(right) || a.may == kText || b.may == kText)
      return concatenated(left, right);
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

} // namespace pysecd::flow
