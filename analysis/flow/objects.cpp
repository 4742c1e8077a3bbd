// Containers and instances created in the function: what they hold at each point.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxKnownElements = 512;
constexpr std::size_t kMaxObjectsInFunction = 4096;
constexpr Site kImportedSite = partSite(0, 0x20000000U);

std::vector<Element> elementsOf(const Content& content) {
  return {content.elements.begin(), content.elements.end()};
}

std::vector<Element>::iterator place(std::vector<Element>& elements, ElementKey key) {
  return std::lower_bound(elements.begin(), elements.end(), key,
                          [](const Element& element, ElementKey k) { return element.key < k; });
}
} // namespace

bool Evaluator::hasContent(ObjectId object) const {
  return (object < state_.heap.size() && state_.heap[object] != 0) || imported_.contains(object);
}

const Content& Evaluator::contentOf(ObjectId object) const {
  if (object < state_.heap.size() && state_.heap[object] != 0)
    return values().content(state_.heap[object]);
  const auto imported = imported_.find(object);
  return values().content(imported != imported_.end() ? imported->second : 0);
}

// The contents of all objects at that point, those that came from outside included.
std::vector<ContentId> Evaluator::wholeHeap(const State& state) const {
  std::vector<ContentId> heap = state.heap;
  heap.resize(std::max(heap.size(), objectOfSite_.size()), 0);
  for (const auto& [object, content] : imported_)
    if (heap[object] == 0)
      heap[object] = content;
  return heap;
}

void Evaluator::setContent(ObjectId object, const Content& content) {
  if (state_.heap.size() <= object)
    state_.heap.resize(object + 1, 0);
  state_.heap[object] = values().add(content);
}

// A container of the module or of a callee: there wherever it is read, whatever branch imported it.
ValueId Evaluator::importedObject(const Content& content, std::span<const TypeRef> types) {
  const Site site = kImportedSite + objectOfSite_.size();
  const auto object = static_cast<ObjectId>(objectOfSite_.size());
  if (object >= kMaxObjectsInFunction)
    return values().unknown();
  objectOfSite_.emplace(site, object);
  imported_.emplace(object, values().add(content));
  Value value;
  value.may = kObject;
  value.objects = values().keep(std::span<const ObjectId>(&object, 1));
  value.types = values().keep(types);
  return values().add(value);
}

ValueId Evaluator::newObject(Site site, Content content, std::span<const TypeRef> types) {
  auto [it, added] = objectOfSite_.try_emplace(site, static_cast<ObjectId>(objectOfSite_.size()));
  if (it->second >= kMaxObjectsInFunction)
    return values().unknown();
  const ObjectId object = it->second;
  setContent(object, content);
  Value value;
  value.may = kObject;
  value.objects = values().keep(std::span<const ObjectId>(&object, 1));
  value.types = values().keep(types);
  return values().add(value);
}

std::optional<ElementKey> Evaluator::keyOf(ValueId value) const {
  const auto& constant = values()[value].constant;
  if (!constant)
    return std::nullopt;
  switch (constant->kind) {
  case Constant::Kind::Int:
  case Constant::Kind::Bool:
    return indexKey(constant->integer);
  case Constant::Kind::Str:
  case Constant::Kind::Bytes:
    return stringKey(in_.symbols.intern(constant->text));
  case Constant::Kind::None:
    break;
  }
  return std::nullopt;
}

ValueId Evaluator::anyElement(ValueId container) {
  ValueId result = kBottom;
  const Value value = values()[container];
  for (const ObjectId object : value.objects) {
    if (!hasContent(object))
      continue;
    const Content content = contentOf(object);
    for (const Element& element : content.elements)
      if (!isAttributeKey(element.key))
        result = values().join(result, element.value);
    result = values().join(result, content.rest);
  }
  if (value.objects.empty() || (value.may & kUnknown) != 0)
    result = values().join(result, values().derived(container));
  return result == kBottom ? values().text() : result;
}

// What a loop over it yields: the keys of a mapping, the elements of anything else.
ValueId Evaluator::iterated(ValueId iterable, NodeId at) {
  if (const ValueId own = ownIteration(iterable, at); own != kBottom)
    return own;
  const Value value = values()[iterable];
  ValueId keys = kBottom;
  for (const ObjectId object : value.objects) {
    if (!hasContent(object))
      continue;
    if (!contentOf(object).mapping)
      return anyElement(iterable);
    const ValueId rest = contentOf(object).rest;
    keys = values().join(keys, rest == kBottom ? values().text() : values().derived(rest));
  }
  if (keys == kBottom)
    return anyElement(iterable);
  return (value.may & kUnknown) != 0 ? values().join(keys, values().derived(iterable)) : keys;
}

void Evaluator::removeElement(ValueId container, ElementKey key) {
  const Value value = values()[container];
  if (value.objects.size() != 1 || !hasContent(value.objects[0]))
    return;
  Content content = contentOf(value.objects[0]);
  std::vector<Element> elements = elementsOf(content);
  if (content.sequence) {
    if (!content.exact || !isIndexKey(key))
      return;
    std::int64_t at = indexOf(key);
    at += at < 0 ? static_cast<std::int64_t>(elements.size()) : 0;
    if (at < 0 || at >= static_cast<std::int64_t>(elements.size()))
      return;
    elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(at));
    for (std::size_t i = 0; i < elements.size(); ++i)
      elements[i].key = indexKey(static_cast<std::int64_t>(i));
  } else {
    std::erase_if(elements, [&](const Element& element) { return element.key == key; });
  }
  content.elements = values().keep(elements);
  setContent(value.objects[0], content);
}

ValueId Evaluator::elementOf(ValueId container, ValueId key) {
  const Value value = values()[container];
  if (value.objects.empty()) {
    if (value.constant && value.constant->kind == Constant::Kind::Str && values()[key].constant) {
      const auto text = value.constant->text;
      std::int64_t index = values()[key].constant->integer;
      if (index < 0)
        index += static_cast<std::int64_t>(text.size());
      if (index >= 0 && index < static_cast<std::int64_t>(text.size()))
        return values().string(text.substr(static_cast<std::size_t>(index), 1), kNoNode);
    }
    const auto parameter = parameterOf(container);
    const std::optional<ElementKey> wanted = keyOf(key);
    if (parameter && wanted && !value.harmless() && value.pieces.empty()) {
      // What the caller's value holds under this key, and no more of it.
      return values().unknownOf({0, *parameter, value.origins[0].cleaned, 0, *wanted, true});
    }
    return values().derived(container);
  }
  std::optional<ElementKey> wanted = keyOf(key);
  if (!wanted)
    return anyElement(container);
  ValueId result = kBottom;
  for (const ObjectId object : value.objects) {
    if (!hasContent(object))
      continue;
    const Content content = contentOf(object);
    ElementKey wantedHere = *wanted;
    if (content.sequence && values()[key].constant->integer < 0) {
      if (!content.exact)
        return anyElement(container);
      wantedHere = indexKey(values()[key].constant->integer +
                            static_cast<std::int64_t>(content.elements.size()));
    }
    if (const Element* found = content.find(wantedHere))
      result = values().join(result, found->value);
    else
      result = values().join(result, content.rest);
  }
  if ((value.may & kUnknown) != 0)
    result = values().join(result, values().derived(container));
  return result == kBottom ? values().unknown() : result;
}

// What this function has put under a known key; nullopt: nothing that is known.
std::optional<ValueId> Evaluator::elementKept(ValueId container, ValueId key) const {
  const Value& value = values()[container];
  const std::optional<ElementKey> wanted = keyOf(key);
  if (!wanted || value.objects.size() != 1 || !hasContent(value.objects[0]))
    return std::nullopt;
  const Element* kept = contentOf(value.objects[0]).find(*wanted);
  return kept != nullptr ? std::optional(kept->value) : std::nullopt;
}

// The one object behind a name that every use of it means: a class, a store of a library.
std::span<const ObjectId> Evaluator::objectsOfThing(Site site) {
  const auto known = objectOfSite_.find(site);
  if (known == objectOfSite_.end() || !hasContent(known->second)) {
    Content content;
    content.exact = false;
    return values()[newObject(site, content)].objects;
  }
  return values().keep(std::span<const ObjectId>(&known->second, 1));
}

// Reading a key that is missing from a defaultdict makes its value.
ValueId Evaluator::defaulted(ValueId dict, ValueId key, NodeId site) {
  const Value value = values()[dict];
  if (value.objects.size() != 1 || !hasContent(value.objects[0]) || elementKept(dict, key))
    return kBottom;
  const Symbol name = in_.symbols.find("default_factory");
  const Element* factory =
      name != kNoSymbol ? contentOf(value.objects[0]).find(attributeKey(name)) : nullptr;
  if (factory == nullptr)
    return kBottom;
  const ValueId made = callAny(factory->value, kBottom, {}, site);
  if (made == kBottom)
    return kBottom;
  setElement(dict, keyOf(key), made);
  return keyOf(key) ? made : kBottom;
}

// A set: its members are known by their keys as long as all of them are constants.
ValueId Evaluator::keyedSet(Site site, std::span<const ValueId> members) {
  Content content;
  std::vector<Element> elements;
  for (const ValueId member : members) {
    const std::optional<ElementKey> key = keyOf(member);
    if (!key) {
      content.rest = values().join(content.rest, member);
      content.exact = false;
      continue;
    }
    const auto at = place(elements, *key);
    if (at == elements.end() || at->key != *key)
      elements.insert(at, {*key, member});
  }
  if (elements.size() > kMaxKnownElements) {
    for (const Element& element : elements)
      content.rest = values().join(content.rest, element.value);
    elements.clear();
    content.exact = false;
  }
  content.elements = values().keep(elements);
  return newObject(site, content);
}

ValueId Evaluator::elementAt(ValueId container, ElementKey key) {
  if (isIndexKey(key))
    return elementOf(container, values().constant(Constant{Constant::Kind::Int, indexOf(key), {}}));
  return elementOf(container, values().string(text(symbolOf(key)), kNoNode));
}

void Evaluator::setElement(ValueId container, std::optional<ElementKey> key, ValueId element) {
  const Value value = values()[container];
  for (const ObjectId object : value.objects) {
    if (!hasContent(object))
      continue;
    const Content before = contentOf(object);
    Content after = before;
    if (!key) {
      after.rest = values().join(before.rest, element);
      after.exact = false;
    } else {
      std::vector<Element> elements = elementsOf(before);
      auto at = place(elements, *key);
      const bool present = at != elements.end() && at->key == *key;
      if (!present && elements.size() >= kMaxKnownElements) {
        weakAdd(container, element); // a table: what it holds matters, not where
        return;
      }
      const bool strong = value.objects.size() == 1;
      if (present)
        at->value = strong ? element : values().join(at->value, element);
      else
        elements.insert(at, {*key, strong ? element : values().join(before.rest, element)});
      after.elements = values().keep(elements);
    }
    setContent(object, after);
  }
}

// The elements of a list or tuple of known length, in order.
std::optional<std::vector<ValueId>> Evaluator::exactElements(ValueId sequence) const {
  const Value& value = values()[sequence];
  if (value.objects.size() != 1 || value.may != kObject || !hasContent(value.objects[0]))
    return std::nullopt;
  const Content& content = contentOf(value.objects[0]);
  if (!content.sequence || !content.exact || content.rest != kBottom)
    return std::nullopt;
  std::vector<ValueId> elements;
  for (const Element& element : content.elements)
    if (isIndexKey(element.key))
      elements.push_back(element.value);
  return elements;
}

ValueId Evaluator::newList(Site site, std::span<const ValueId> elements) {
  Content content;
  content.sequence = true;
  std::vector<Element> keyed;
  for (const ValueId element : elements)
    keyed.push_back({indexKey(static_cast<std::int64_t>(keyed.size())), element});
  content.elements = values().keep(keyed);
  return newObject(site, content);
}

// `list.extend(with)` and `list += with`.
void Evaluator::extend(ValueId list, ValueId with, NodeId at) {
  constexpr std::size_t kMaxExactLength = 64;
  const auto own = exactElements(list);
  const auto added = exactElements(with);
  if (!own || !added || own->size() + added->size() > kMaxExactLength) {
    weakAdd(list, iterated(with, at));
    return;
  }
  Content content = contentOf(values()[list].objects[0]);
  std::vector<Element> elements = elementsOf(content);
  for (const ValueId element : *added)
    elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), element});
  content.elements = values().keep(elements);
  setContent(values()[list].objects[0], content);
}

void Evaluator::weakAdd(ValueId container, ValueId element) {
  const Value value = values()[container];
  for (const ObjectId object : value.objects) {
    if (!hasContent(object))
      continue;
    Content content = contentOf(object);
    const ValueId rest = values().join(content.rest, element);
    if (rest == content.rest && !content.exact)
      continue;
    content.rest = rest;
    content.exact = false;
    setContent(object, content);
  }
}

ValueId Evaluator::flattened(ValueId id, int depth) {
  const Value value = values()[id];
  if (value.objects.empty() || depth == 0)
    return id;
  ValueId result = (value.may & kUnknown) != 0 ? values().derived(id) : values().text();
  for (const ObjectId object : value.objects) {
    if (!hasContent(object))
      continue;
    const Content content = contentOf(object);
    for (const Element& element : content.elements)
      result = values().join(result, values().derived(flattened(element.value, depth - 1)));
    if (content.rest != kBottom)
      result = values().join(result, values().derived(flattened(content.rest, depth - 1)));
  }
  return result;
}

} // namespace pysecd::flow
