// Methods of lists, sets and dicts.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {
std::vector<Element> elementsOf(const Content& content) {
  return {content.elements.begin(), content.elements.end()};
}

bool isPresent(const Content& content, ElementKey key) {
  return content.exact && std::any_of(content.elements.begin(), content.elements.end(),
                                      [&](const Element& element) { return element.key == key; });
}
} // namespace

std::optional<ValueId> Evaluator::containerMethod(ValueId receiver, std::string_view method,
                                                  const Arguments& arguments, NodeId id) {
  const Value value = values()[receiver];
  if (value.objects.empty())
    return std::nullopt;
  const Argument* first = arguments.positional(0);
  const Argument* second = arguments.positional(1);
  const auto only = [&]() -> const Content* {
    return value.objects.size() == 1 && hasContent(value.objects[0]) ? &contentOf(value.objects[0])
                                                                     : nullptr;
  };
  // A known index, or -1.
  const auto indexOf = [&](const Argument* argument) -> std::int64_t {
    if (argument == nullptr)
      return -1;
    const auto& constant = values()[argument->value].constant;
    return constant && constant->kind == Constant::Kind::Int ? constant->integer : -1;
  };
  const auto replaceOnly = [&](const std::vector<Element>& elements, const Content& like) {
    Content content = like;
    content.elements = values().keep(elements);
    setContent(value.objects[0], content);
  };
  if (method == "append" && first != nullptr) {
    if (const Content* content = only();
        content != nullptr && content->sequence && content->exact) {
      std::vector<Element> elements = elementsOf(*content);
      elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), first->value});
      if (elements.size() <= 64) {
        replaceOnly(elements, *content);
        return values().none();
      }
    }
    weakAdd(receiver, first->value);
    return values().none();
  }
  if (method == "insert" && second != nullptr) {
    const Content* content = only();
    const std::int64_t at = indexOf(first);
    if (content != nullptr && content->sequence && content->exact && at >= 0) {
      std::vector<Element> elements = elementsOf(*content);
      const auto index = std::min<std::size_t>(static_cast<std::size_t>(at), elements.size());
      elements.insert(elements.begin() + static_cast<std::ptrdiff_t>(index), {0, second->value});
      for (std::size_t i = 0; i < elements.size(); ++i)
        elements[i].key = indexKey(static_cast<std::int64_t>(i));
      replaceOnly(elements, *content);
    } else {
      weakAdd(receiver, second->value);
    }
    return values().none();
  }
  if (method == "pop" || method == "popleft") {
    const Content* content = only();
    if (content != nullptr && content->sequence && content->exact && !content->elements.empty()) {
      std::vector<Element> elements = elementsOf(*content);
      const std::int64_t at = first != nullptr ? indexOf(first)
                              : method == "popleft"
                                  ? 0
                                  : static_cast<std::int64_t>(elements.size()) - 1;
      if (at < 0 || at >= static_cast<std::int64_t>(elements.size()))
        return anyElement(receiver);
      const auto index = static_cast<std::size_t>(at);
      const ValueId taken = elements[index].value;
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(index));
      for (std::size_t i = 0; i < elements.size(); ++i)
        elements[i].key = indexKey(static_cast<std::int64_t>(i));
      replaceOnly(elements, *content);
      return taken;
    }
    if (first == nullptr)
      return anyElement(receiver);
    const ValueId taken = elementOf(receiver, first->value);
    if (content != nullptr && !content->sequence)
      if (const auto key = keyOf(first->value))
        removeElement(receiver, *key);
    return second != nullptr ? values().join(taken, second->value) : taken;
  }
  if (method == "extend" || method == "update" || method == "add" || method == "appendleft") {
    for (const Argument& argument : arguments.all) {
      if (argument.keyword != kNoSymbol) {
        setElement(receiver, stringKey(argument.keyword), argument.value);
        continue;
      }
      if (method == "update" && isObject(argument.value) &&
          values()[argument.value].objects.size() == 1) {
        const Content other = contentOf(values()[argument.value].objects[0]);
        if (!other.sequence) {
          for (const Element& element : other.elements)
            setElement(receiver, element.key, element.value);
          if (other.rest != kBottom)
            weakAdd(receiver, other.rest);
          continue;
        }
      }
      if (method == "extend")
        extend(receiver, argument.value, argument.node);
      else
        weakAdd(receiver,
                method == "update" ? iterated(argument.value, argument.node) : argument.value);
    }
    return values().none();
  }
  if (method == "get" || method == "setdefault") {
    if (first == nullptr)
      return std::nullopt;
    const auto key = keyOf(first->value);
    ValueId result = elementOf(receiver, first->value);
    const Content* content = only();
    const bool known = (value.may & kUnknown) == 0 && value.origins.empty();
    const bool missing = known && key && content != nullptr && content->exact &&
                         content->rest == kBottom &&
                         std::none_of(content->elements.begin(), content->elements.end(),
                                      [&](const Element& element) { return element.key == *key; });
    const bool present = known && key && content != nullptr && isPresent(*content, *key);
    if (missing)
      result = second != nullptr ? second->value : values().none();
    else if (second != nullptr && !present)
      result = values().join(result, second->value);
    if (method == "setdefault" && second != nullptr)
      setElement(receiver, key, result);
    return result;
  }
  if (method == "values" || method == "copy" || method == "popitem") {
    if (method == "copy") {
      if (const Content* content = only())
        return newObject(id, *content, value.types);
    }
    Content content;
    content.exact = false;
    content.rest = anyElement(receiver);
    return newObject(id, content);
  }
  if (method == "keys" || method == "items") {
    // Keys given as constants are the program's own; keys that are not known are taken to be what
    // the values are.
    ValueId keys = values().text();
    ValueId any = kBottom;
    for (const ObjectId object : value.objects) {
      const Content content = contentOf(object);
      if (content.rest != kBottom)
        keys = values().join(keys, values().derived(content.rest));
      any = anyElement(receiver);
    }
    if ((value.may & kUnknown) != 0)
      keys = values().join(keys, values().derived(receiver));
    if (method == "keys") {
      Content content;
      content.exact = false;
      content.rest = keys;
      return newObject(id, content);
    }
    Content pair;
    pair.sequence = true;
    const Element both[] = {{indexKey(0), keys},
                            {indexKey(1), any == kBottom ? values().text() : any}};
    pair.elements = values().keep(std::span<const Element>(both));
    Content content;
    content.exact = false;
    content.rest = newObject(id, pair);
    return newObject(id | kSecondSite, content);
  }
  if (method == "clear") {
    if (only() != nullptr) {
      Content empty;
      empty.sequence = only()->sequence;
      setContent(value.objects[0], empty);
    }
    return values().none();
  }
  if (method == "reverse")
    if (const auto elements = exactElements(receiver)) {
      std::vector<Element> turned;
      for (std::size_t i = elements->size(); i-- > 0;)
        turned.push_back({indexKey(static_cast<std::int64_t>(turned.size())), (*elements)[i]});
      replaceOnly(turned, *only());
      return values().none();
    }
  if (const Argument* key = arguments.find({-1, in_.symbols.intern("key")});
      method == "sort" && key != nullptr) {
    Arguments element;
    element.all.push_back({key->node, anyElement(receiver), kNoSymbol, false, false});
    callBack(key->value, element, id, in_.symbols.intern("sort"));
  }
  if (method == "sort" || method == "reverse" || method == "remove" || method == "discard") {
    for (const ObjectId object : value.objects) {
      if (!hasContent(object))
        continue;
      Content content = contentOf(object);
      if (content.mapping || (!content.sequence && content.elements.empty()))
        continue;
      for (const Element& element : content.elements)
        content.rest = values().join(content.rest, element.value);
      content.elements = {};
      content.exact = false;
      setContent(object, content);
    }
    return values().none();
  }
  if (method == "index" || method == "count")
    return values().number();
  return std::nullopt;
}

} // namespace pysecd::flow
