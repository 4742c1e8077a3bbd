// Conditions: which branches can be taken.
#include "analysis/flow/evaluator.h"

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

} // namespace pysecd::flow
