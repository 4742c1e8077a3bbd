// Lists, sets, dicts and comprehensions.
#include "analysis/flow/evaluator.h"

namespace pysecd::flow {

ValueId Evaluator::display(NodeId id) {
  const Node& node = ast_[id];
  if (node.kind == NodeKind::Set) {
    std::vector<ValueId> members;
    bool spread = false;
    for (const NodeId element : ast_.list(node)) {
      members.push_back(eval(element));
      spread |= ast_[element].kind == NodeKind::Starred;
    }
    if (!spread)
      return keyedSet(id, members);
  }
  Content content;
  content.sequence = node.kind != NodeKind::Set;
  std::vector<Element> elements;
  for (const NodeId element : ast_.list(node)) {
    const ValueId value = eval(element);
    if (const auto spread =
            ast_[element].kind == NodeKind::Starred && content.exact && node.kind != NodeKind::Set
                ? exactElements(value)
                : std::nullopt) {
      for (const ValueId one : *spread)
        elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), one});
      continue;
    }
    if (ast_[element].kind == NodeKind::Starred || node.kind == NodeKind::Set || !content.exact) {
      content.rest = values().join(
          content.rest, ast_[element].kind == NodeKind::Starred ? iterated(value, element) : value);
      content.exact = false;
      continue;
    }
    elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), value});
  }
  if (elements.size() > 256) {
    for (const Element& element : elements)
      content.rest = values().join(content.rest, element.value);
    elements.clear();
    content.exact = false;
  }
  content.elements = values().keep(elements);
  return newObject(id, content);
}

ValueId Evaluator::dictDisplay(NodeId id) {
  Content content;
  content.mapping = true;
  const ValueId dict = newObject(id, content);
  for (const NodeId pair : ast_.list(id)) {
    const Node& node = ast_[pair];
    if (node.kind == NodeKind::DoubleStarred) {
      const ValueId other = eval(node.a);
      const Value otherValue = values()[other];
      if (otherValue.objects.size() == 1 && hasContent(otherValue.objects[0])) {
        const Content copied = contentOf(otherValue.objects[0]);
        for (const Element& element : copied.elements)
          setElement(dict, element.key, element.value);
        if (copied.rest != kBottom)
          weakAdd(dict, copied.rest);
      } else {
        weakAdd(dict, values().derived(other));
      }
      continue;
    }
    const ValueId key = eval(node.a);
    const ValueId value = eval(node.b);
    const auto known = keyOf(key);
    setElement(dict, known, value);
    if (!known && !values()[key].harmless())
      weakAdd(dict, values().derived(key)); // iterating it yields the keys
  }
  return dict;
}

void Evaluator::comprehensionClauses(NodeId id, std::size_t index, ContentId& content) {
  const Node& node = ast_[id];
  const auto clauses = ast_.list(node);
  if (index == clauses.size()) {
    Content found = values().content(content);
    found.exact = false;
    if (node.kind == NodeKind::DictComp) {
      found.mapping = true;
      const ValueId key = eval(ast_[node.a].a);
      const ValueId value = eval(ast_[node.a].b);
      found.rest = values().join(found.rest, value);
      if (!values()[key].harmless())
        found.rest = values().join(found.rest, values().derived(key));
    } else {
      found.rest = values().join(found.rest, eval(node.a));
    }
    content = values().add(found);
    return;
  }
  const Node& clause = ast_[clauses[index]];
  if (clause.kind == NodeKind::CompFor) {
    assignTo(clause.a, iterated(eval(clause.b), clause.b));
    comprehensionClauses(id, index + 1, content);
    return;
  }
  State whenTrue;
  State whenFalse;
  condition(clause.a, state_, whenTrue, whenFalse);
  if (whenTrue.reachable) {
    state_ = whenTrue;
    comprehensionClauses(id, index + 1, content);
  }
}

ValueId Evaluator::comprehension(NodeId id) {
  const State before = state_;
  ContentId content = values().add(Content{});
  comprehensionClauses(id, 0, content);
  // Narrowing inside holds only for the elements; new objects stay.
  const std::vector<ContentId> heap = state_.heap;
  state_ = before;
  if (heap.size() > state_.heap.size())
    state_.heap.insert(state_.heap.end(),
                       heap.begin() + static_cast<std::ptrdiff_t>(state_.heap.size()), heap.end());
  return newObject(id, values().content(content));
}

} // namespace pysecd::flow
