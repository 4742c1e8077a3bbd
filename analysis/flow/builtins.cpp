// Built-in functions whose effect is on the inside of a value.
#include "analysis/flow/evaluator.h"

namespace pysecd::flow {

ValueId Evaluator::superObject() {
  Value value;
  value.may = kObject;
  if (self_ != kBottom)
    value.objects = values()[self_].objects;
  std::vector<TypeRef> types;
  if (const ClassInfo* info =
          in_.className != kNoSymbol ? in_.program.classInfo(in_.className) : nullptr)
    for (const TypeRef& base : info->bases)
      types.push_back(
          {base.kind == TypeKind::Model ? TypeKind::Instance : TypeKind::LocalInstance, base.id});
  return values().withTypes(values().add(value), types);
}

// What a test function shows of its argument where it is true.
SinkMask Evaluator::shownByFirstArgument(ValueId test) {
  const auto types = values()[test].types;
  if (types.size() != 1)
    return 0;
  if (types[0].kind == TypeKind::Model)
    return in_.models[types[0].id].guards;
  if (types[0].kind != TypeKind::LocalFunction && types[0].kind != TypeKind::LocalMethod)
    return 0;
  const Summary* summary = in_.program.summary(types[0].id);
  const std::size_t first = types[0].kind == TypeKind::LocalMethod ? 1 : 0;
  return summary != nullptr && first < summary->parameters.size()
             ? summary->parameters[first].cleanIfTrue
             : 0;
}

// Built-in functions whose effect is on the value's inside; nullopt: the model row says it all.
std::optional<ValueId> Evaluator::builtin(std::string_view name, const Arguments& given,
                                          NodeId id) {
  const Argument* first = given.positional(0);
  const auto collection = [&](ValueId element, bool sequence) {
    Content content;
    content.exact = false;
    content.sequence = sequence;
    content.rest = element;
    return newObject(id, content);
  };
  if (name == "super")
    return superObject();
  if (name == "str" && first != nullptr) {
    if (isTextual(first->value))
      return first->value;
    std::vector<StringPiece> pieces;
    addPieces(pieces, first->value, first->node);
    return fromPieces(pieces);
  }
  if (name == "repr" && first != nullptr)
    return values().derived(flattened(first->value));
  if (name == "list" || name == "tuple" || name == "set" || name == "frozenset" ||
      name == "sorted" || name == "reversed" || name == "iter") {
    if (first == nullptr) {
      Content content;
      content.sequence = name == "list" || name == "tuple";
      return newObject(id, content);
    }
    const Value value = values()[first->value];
    if ((name == "list" || name == "tuple") && value.objects.size() == 1 &&
        hasContent(value.objects[0]) && contentOf(value.objects[0]).sequence)
      return newObject(id, contentOf(value.objects[0]));
    return collection(iterated(first->value), name != "set" && name != "frozenset");
  }
  if (name == "dict") {
    Content empty;
    empty.mapping = true;
    const ValueId dict = newObject(id, empty);
    for (const Argument& argument : given.all) {
      if (argument.keyword != kNoSymbol) {
        setElement(dict, stringKey(argument.keyword), argument.value);
        continue;
      }
      const Value other = values()[argument.value];
      if (other.objects.size() == 1 && hasContent(other.objects[0]) &&
          !contentOf(other.objects[0]).sequence) {
        const Content copied = contentOf(other.objects[0]);
        for (const Element& element : copied.elements)
          setElement(dict, element.key, element.value);
        if (copied.rest != kBottom)
          weakAdd(dict, copied.rest);
      } else {
        weakAdd(dict, anyElement(argument.value));
      }
    }
    return dict;
  }
  if (name == "enumerate" || name == "zip") {
    Content pair;
    pair.sequence = true;
    std::vector<Element> elements;
    if (name == "enumerate")
      elements.push_back({indexKey(0), values().number()});
    for (const Argument& argument : given.all)
      if (argument.keyword == kNoSymbol && (name == "zip" || elements.size() < 2))
        elements.push_back(
            {indexKey(static_cast<std::int64_t>(elements.size())), iterated(argument.value)});
    pair.elements = values().keep(elements);
    const ValueId tuple = newObject(id, pair);
    Content content;
    content.exact = false;
    content.rest = tuple;
    return importedObject(content, {});
  }
  if (name == "map" || name == "filter") {
    const Argument* second = given.positional(1);
    if (first == nullptr || second == nullptr)
      return std::nullopt;
    const ValueId element = iterated(second->value);
    Arguments one;
    one.all.push_back({second->node, element, kNoSymbol, false, false});
    ValueId result = kBottom;
    for (const TypeRef& type : values()[first->value].types)
      result = values().join(result, callType(type, first->value, kBottom, one, id));
    if (name == "filter")
      result = values().narrowed(element, shownByFirstArgument(first->value));
    else if (result == kBottom)
      result = unknownCall(kBottom, one);
    Content mapped;
    mapped.exact = false;
    mapped.rest = result;
    return importedObject(mapped, {});
  }
  if (name == "len" && first != nullptr) {
    const Value value = values()[first->value];
    if (value.constant && value.constant->kind == Constant::Kind::Str)
      return values().constant(Constant{
          Constant::Kind::Int, static_cast<std::int64_t>(value.constant->text.size()), {}});
    if (value.objects.size() == 1 && value.may == kObject && hasContent(value.objects[0]) &&
        contentOf(value.objects[0]).exact && contentOf(value.objects[0]).sequence)
      return values().constant(
          Constant{Constant::Kind::Int,
                   static_cast<std::int64_t>(contentOf(value.objects[0]).elements.size()),
                   {}});
    return values().number();
  }
  if ((name == "next" || name == "min" || name == "max") && first != nullptr) {
    if (given.positional(1) == nullptr || name == "next")
      return given.positional(1) == nullptr
                 ? iterated(first->value)
                 : values().join(iterated(first->value), given.positional(1)->value);
    ValueId any = kBottom;
    for (const Argument& argument : given.all)
      if (argument.keyword == kNoSymbol)
        any = values().join(any, argument.value);
    return any;
  }
  if (name == "getattr" && given.all.size() >= 2) {
    const Argument* attributeName = given.positional(1);
    const auto& constant =
        attributeName != nullptr ? values()[attributeName->value].constant : std::nullopt;
    if (constant && constant->kind == Constant::Kind::Str) {
      ValueId result = attributeOf(first->value, in_.symbols.intern(constant->text), id);
      if (const Argument* fallback = given.positional(2))
        result = values().join(result, fallback->value);
      return result;
    }
  }
  return std::nullopt;
}

} // namespace pysecd::flow
