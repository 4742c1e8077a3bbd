#include "analysis/checks/util/arguments.h"

#include <algorithm>

namespace pysecd {

namespace {

// The only object that the value is, with its content at the calls it was passed to.
const Content* contentOf(const FunctionContext& context, ValueId id) {
  const Value& value = context.flow.values[id];
  if (value.objects.size() != 1 || (value.may & kUnknown) != 0 ||
      value.objects[0] >= context.flow.passed.size() || context.flow.passed[value.objects[0]] == 0)
    return nullptr;
  return &context.flow.values.content(context.flow.passed[value.objects[0]]);
}

ValueId valueIdOf(const FunctionContext& context, NodeId node) {
  return node < context.flow.nodeValues.size() ? context.flow.nodeValues[node] : kBottom;
}

const Element* elementIn(const Content& content, ElementKey wanted) {
  const auto found = std::find_if(content.elements.begin(), content.elements.end(),
                                  [&](const Element& element) { return element.key == wanted; });
  return found == content.elements.end() ? nullptr : &*found;
}

} // namespace

std::optional<FoundArgument> findArgument(const FunctionContext& context, NodeId call,
                                          const ArgSpec& spec) {
  const Ast& ast = context.ast;
  std::int16_t position = 0;
  bool counting = true;
  for (const NodeId id : ast.list(call)) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::KeywordArgument) {
      if (spec.keyword != kNoSymbol && node.symbol == spec.keyword)
        return FoundArgument{node.a, id, valueIdOf(context, node.a), false};
    } else if (node.kind == NodeKind::DoubleStarred) {
      const Content* content = contentOf(context, valueIdOf(context, node.a));
      if (content != nullptr && spec.keyword != kNoSymbol)
        if (const Element* element = elementIn(*content, stringKey(spec.keyword)))
          return FoundArgument{node.a, id, element->value, true};
    } else if (node.kind == NodeKind::Starred) {
      counting = false; // what it expands to is not looked at
    } else if (counting && position++ == spec.position) {
      return FoundArgument{id, id, valueIdOf(context, id), false};
    }
  }
  return std::nullopt;
}

std::optional<FoundArgument> findArgument(const FunctionContext& context, NodeId call, int position,
                                          std::string_view keyword) {
  const Symbol symbol = keyword.empty() ? kNoSymbol : context.symbols.find(keyword);
  return findArgument(context, call, ArgSpec{static_cast<std::int16_t>(position), symbol});
}

bool mayBeHidden(const FunctionContext& context, NodeId call, const ArgSpec& spec) {
  const Ast& ast = context.ast;
  return std::any_of(ast.list(call).begin(), ast.list(call).end(), [&](NodeId id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Starred)
      return spec.position >= 0;
    if (node.kind != NodeKind::DoubleStarred || spec.keyword == kNoSymbol)
      return false;
    const Content* content = contentOf(context, valueIdOf(context, node.a));
    return content == nullptr || !content->exact || content->rest != kBottom;
  });
}

ValueId elementOf(const FunctionContext& context, ValueId container, ElementKey key) {
  const Content* content = contentOf(context, container);
  const Element* element = content != nullptr ? elementIn(*content, key) : nullptr;
  return element != nullptr ? element->value : kBottom;
}

ValueId elementOf(const FunctionContext& context, ValueId dict, std::string_view key) {
  const Symbol symbol = context.symbols.find(key);
  return symbol != kNoSymbol ? elementOf(context, dict, stringKey(symbol)) : kBottom;
}

std::vector<Symbol> namesIn(const FunctionContext& context, ValueId container) {
  std::vector<Symbol> names;
  if (const Content* content = contentOf(context, container))
    for (const Element& element : content->elements)
      if (const Symbol name = symbolOf(element.key); element.key == stringKey(name))
        names.push_back(name);
  return names;
}

std::vector<ValueId> elementsOf(const FunctionContext& context, ValueId container) {
  std::vector<ValueId> values;
  if (const Content* content = contentOf(context, container)) {
    for (const Element& element : content->elements)
      values.push_back(element.value);
    if (content->rest != kBottom)
      values.push_back(content->rest);
  }
  return values;
}

NodeId elementNode(const FunctionContext& context, NodeId sequence, std::size_t index) {
  const Node& node = context.ast[sequence];
  const auto elements = context.ast.list(node);
  const bool display = node.kind == NodeKind::Tuple || node.kind == NodeKind::List;
  return display && index < elements.size() ? elements[index] : kNoNode;
}

NodeId elementNode(const FunctionContext& context, NodeId dict, std::string_view key) {
  if (context.ast[dict].kind != NodeKind::Dict)
    return kNoNode;
  for (const NodeId id : context.ast.list(dict)) {
    const Node& pair = context.ast[id];
    if (pair.kind == NodeKind::DictPair && context.constantText(pair.a) == key)
      return pair.b;
  }
  return kNoNode;
}

} // namespace pysecd
