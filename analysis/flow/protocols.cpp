// Python's protocols on the program's own classes: `object[key]`, `for x in object`, `with object`,
// `object + other`, `f"{object}"` run the methods that the class defines for them.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {

constexpr int kMaxOwnMethodDepth = 4;

// No identifier of Python has a space in it.
constexpr std::string_view kGeneratorResult = "return value";

} // namespace

OperatorMethods methodsOf(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add:
    return {"__add__", "__radd__", "__iadd__"};
  case BinaryOp::Sub:
    return {"__sub__", "__rsub__", "__isub__"};
  case BinaryOp::Mul:
    return {"__mul__", "__rmul__", "__imul__"};
  case BinaryOp::MatMul:
    return {"__matmul__", "__rmatmul__", "__imatmul__"};
  case BinaryOp::Div:
    return {"__truediv__", "__rtruediv__", "__itruediv__"};
  case BinaryOp::FloorDiv:
    return {"__floordiv__", "__rfloordiv__", "__ifloordiv__"};
  case BinaryOp::Mod:
    return {"__mod__", "__rmod__", "__imod__"};
  case BinaryOp::Pow:
    return {"__pow__", "__rpow__", "__ipow__"};
  case BinaryOp::LShift:
    return {"__lshift__", "__rlshift__", "__ilshift__"};
  case BinaryOp::RShift:
    return {"__rshift__", "__rrshift__", "__irshift__"};
  case BinaryOp::BitAnd:
    return {"__and__", "__rand__", "__iand__"};
  case BinaryOp::BitOr:
    return {"__or__", "__ror__", "__ior__"};
  case BinaryOp::BitXor:
    return {"__xor__", "__rxor__", "__ixor__"};
  }
  return {};
}

// kBottom: no class of the program under this value defines the method.
ValueId Evaluator::ownMethod(ValueId object, std::string_view method,
                             std::initializer_list<std::pair<NodeId, ValueId>> arguments,
                             NodeId id) {
  const std::span<const TypeRef> types = values()[object].types;
  if (std::none_of(types.begin(), types.end(),
                   [](const TypeRef& type) { return type.kind == TypeKind::LocalInstance; }))
    return kBottom;
  Arguments given;
  for (const auto& [node, value] : arguments)
    given.all.push_back({node, value, kNoSymbol, false, false});
  const Symbol name = in_.symbols.intern(method);
  // A method that raises ends this path only if the object can be nothing else.
  const bool oneOfSeveral = state_.reachable && types.size() > 1;
  ValueId result = kBottom;
  for (const TypeRef& type : std::vector<TypeRef>(types.begin(), types.end()))
    if (type.kind == TypeKind::LocalInstance)
      if (const Symbol key = in_.program.method(type.id, name);
          key != kNoSymbol && partDepth_ < kMaxOwnMethodDepth) {
        ++partDepth_;
        result = values().join(result, callFunction(key, object, given, id));
        --partDepth_;
      }
  state_.reachable |= oneOfSeveral;
  return result;
}

// An attribute that only `__getattr__` makes; kBottom: nothing is known of it, as where that hands
// on to an object it wraps. What is written in capitals is a setting: by convention a constant.
ValueId Evaluator::ownMadeAttribute(ValueId object, Symbol name, NodeId at) {
  if (text(name).starts_with("__") || isConstantName(text(name)))
    return kBottom;
  const ValueId made =
      ownMethod(object, "__getattr__", {{at, values().string(text(name), at)}}, at);
  const Value& value = values()[made];
  return made != kBottom && (value.may & kUnknown) != 0 && value.origins.empty() ? kBottom : made;
}

// What a loop over an instance of the program's own class takes from it; kBottom: it has no say.
ValueId Evaluator::ownIteration(ValueId iterable, NodeId at) {
  for (const auto& [next, iter] : {std::pair("__next__", "__iter__"), {"__anext__", "__aiter__"}}) {
    if (const ValueId element = ownMethod(iterable, next, {}, at); element != kBottom)
      return element;
    const ValueId iterator = ownMethod(iterable, iter, {}, at);
    if (iterator == kBottom)
      continue;
    const ValueId element = ownMethod(iterator, next, {}, at);
    return element != kBottom ? element : anyElement(iterator);
  }
  return kBottom;
}

// What `with object as name` binds; kBottom: the class does not say.
ValueId Evaluator::ownEntry(ValueId manager, NodeId at) {
  const ValueId entered = ownMethod(manager, "__enter__", {}, at);
  return entered != kBottom ? entered : ownMethod(manager, "__aenter__", {}, at);
}

// The text of an instance inside a longer string; kBottom: its class does not define any.
ValueId Evaluator::ownText(ValueId object, NodeId at) {
  for (const std::string_view method : {"__str__", "__repr__"})
    if (const ValueId text = ownMethod(object, method, {}, at); text != kBottom)
      return text;
  return kBottom;
}

// `left op right` by the class of the left operand, or else by that of the right one.
ValueId Evaluator::ownOperator(NodeId id, BinaryOp op, ValueId left, ValueId right, bool inPlace) {
  const OperatorMethods methods = methodsOf(op);
  const NodeId leftNode = ast_[id].a;
  const NodeId rightNode = ast_[id].b;
  if (inPlace)
    if (const ValueId result = ownMethod(left, methods.inPlace, {{rightNode, right}}, id);
        result != kBottom)
      return result;
  const ValueId result = ownMethod(left, methods.plain, {{rightNode, right}}, id);
  return result != kBottom ? result : ownMethod(right, methods.reflected, {{leftNode, left}}, id);
}

// A generator is a container of what the function at hand yields; what it returns, `yield from`
// gives.
Content Evaluator::generatorContent() {
  Content content;
  content.exact = false;
  content.rest = yielded_;
  if (returned_ != kBottom) {
    const Element result{attributeKey(in_.symbols.intern(kGeneratorResult)), returned_};
    content.elements = values().keep(std::span<const Element>(&result, 1));
  }
  return content;
}

ValueId Evaluator::generatorResult(ValueId generator) {
  ValueId result = kBottom;
  if (const Symbol key = in_.symbols.find(kGeneratorResult); key != kNoSymbol)
    for (const ObjectId object : values()[generator].objects)
      if (hasContent(object))
        if (const Element* kept = contentOf(object).find(attributeKey(key)))
          result = values().join(result, kept->value);
  return result == kBottom ? values().unknown() : result;
}

} // namespace pysecd::flow
