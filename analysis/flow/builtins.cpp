// Built-in functions whose effect is on the inside of a value.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

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

// Functions of known numbers and texts.
std::optional<ValueId> Evaluator::knownBuiltin(std::string_view name, const Arguments& given) {
  const Argument* first = given.positional(0);
  const auto& constant = first != nullptr ? values()[first->value].constant : std::nullopt;
  if (!constant)
    return std::nullopt;
  const bool number = values()[first->value].number();
  const bool alone = given.all.size() == 1;
  const auto integer = [&](std::int64_t result) {
    return values().constant(Constant{Constant::Kind::Int, result, {}});
  };
  if (name == "bool" && alone)
    if (const Truth truth = truthOf(first->value); truth != Truth::Unknown)
      return values().constant(Constant{Constant::Kind::Bool, truth == Truth::True ? 1 : 0, {}});
  if (name == "abs" && alone && number && constant->integer != INT64_MIN)
    return integer(std::abs(constant->integer));
  if (name == "int" && alone && number)
    return integer(constant->integer);
  if (name == "int" && constant->kind == Constant::Kind::Str) {
    const Argument* baseArgument = given.find({1, in_.symbols.intern("base")});
    const auto& base =
        baseArgument != nullptr ? values()[baseArgument->value].constant : std::nullopt;
    std::int64_t result = 0;
    const std::string_view digits = constant->text;
    const bool usable = alone || (base && base->integer >= 2 && base->integer <= 36);
    const int radix = base ? static_cast<int>(base->integer) : 10;
    if (usable &&
        std::from_chars(digits.data(), digits.data() + digits.size(), result, radix).ptr ==
            digits.data() + digits.size() &&
        !digits.empty())
      return integer(result);
  }
  if (name == "ord" && alone && constant->kind == Constant::Kind::Str &&
      constant->text.size() == 1 && static_cast<unsigned char>(constant->text[0]) < 0x80)
    return integer(constant->text[0]);
  if (name == "chr" && alone && number && constant->integer >= 0 && constant->integer < 0x80) {
    const char character = static_cast<char>(constant->integer);
    return values().string(values().keepText({&character, 1}), kNoNode);
  }
  if ((name == "min" || name == "max") && !alone) {
    ValueId best = first->value;
    for (const Argument& argument : given.all) {
      const std::optional<int> ordered =
          argument.keyword == kNoSymbol && !argument.star && !argument.doubleStar
              ? order(argument.value, best, 1)
              : std::nullopt;
      if (!ordered)
        return std::nullopt;
      if (name == "min" ? *ordered < 0 : *ordered > 0)
        best = argument.value;
    }
    return best;
  }
  return std::nullopt;
}

// The pairs of a list of known length; false if they are not known to be pairs.
bool Evaluator::setPairs(ValueId dict, ValueId pairs) {
  const auto elements = exactElements(pairs);
  if (!elements)
    return false;
  for (const ValueId element : *elements) {
    const auto pair = exactElements(element);
    if (pair && pair->size() == 2)
      setElement(dict, keyOf((*pair)[0]), (*pair)[1]);
    else
      weakAdd(dict, anyElement(element));
  }
  return true;
}

// locals(): a dict of the variables as they are.
ValueId Evaluator::localNames(NodeId id) {
  Content content;
  content.mapping = true;
  content.exact = false;
  const ValueId names = newObject(id, content);
  for (std::size_t slot = 0; slot < in_.scopes.names.size(); ++slot)
    if (state_.variables[slot] != kBottom)
      setElement(names, stringKey(in_.scopes.names[slot]), state_.variables[slot]);
  return names;
}

// dict(...): of a mapping or of pairs, and keywords.
ValueId Evaluator::dictOf(const Arguments& given, NodeId id) {
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
    } else if (!setPairs(dict, argument.value)) {
      const ValueId pair = anyElement(argument.value);
      weakAdd(dict, isObject(pair) ? elementAt(pair, indexKey(1)) : pair);
    }
  }
  return dict;
}

// defaultdict(factory, ...): a dict that keeps what makes its missing values.
ValueId Evaluator::defaultDict(const Arguments& given, NodeId id) {
  Arguments rest;
  if (!given.all.empty())
    rest.all.assign(given.all.begin() + 1, given.all.end());
  const ValueId dict = dictOf(rest, id);
  if (const Argument* factory = given.positional(0))
    setElement(dict, attributeKey(in_.symbols.intern("default_factory")), factory->value);
  return dict;
}

// zip() of lists of known length: the tuples, one by one.
std::optional<ValueId> Evaluator::zipped(const Arguments& given, NodeId id) {
  constexpr std::size_t kMaxTuples = 16;
  std::vector<std::vector<ValueId>> columns;
  std::size_t length = kMaxTuples + 1;
  for (const Argument& argument : given.all) {
    const auto elements = exactElements(argument.value);
    if (!elements || argument.star || argument.keyword != kNoSymbol)
      return std::nullopt;
    length = std::min(length, elements->size());
    columns.push_back(*elements);
  }
  if (length > kMaxTuples)
    return std::nullopt;
  std::vector<ValueId> tuples;
  for (std::size_t i = 0; i < length; ++i) {
    std::vector<ValueId> tuple;
    for (const std::vector<ValueId>& column : columns)
      tuple.push_back(column[i]);
    tuples.push_back(newList(partSite(id, static_cast<std::uint32_t>(i + 1)), tuple));
  }
  return newList(id, tuples);
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
  if (const auto known = knownBuiltin(name, given))
    return known;
  if (name == "locals" && given.all.empty())
    return localNames(id);
  if (name == "setattr" && given.all.size() == 3 && first != nullptr) {
    const Argument* attributeName = given.positional(1);
    const Argument* assigned = given.positional(2);
    const auto& constant =
        attributeName != nullptr ? values()[attributeName->value].constant : std::nullopt;
    if (assigned != nullptr && constant && constant->kind == Constant::Kind::Str)
      setAttribute(first->value, in_.symbols.intern(constant->text), assigned->value, id);
    else if (assigned != nullptr)
      weakAdd(first->value, assigned->value);
    return values().none();
  }
  if (name == "print") {
    if (const Argument* file = given.find({-1, in_.symbols.intern("file")}))
      for (const Argument& argument : given.all)
        if (argument.keyword == kNoSymbol)
          weakAdd(file->value, argument.value);
    return values().none();
  }
  if ((name == "bytes" || name == "bytearray" || name == "format") && first != nullptr)
    return isTextual(first->value) && name == "bytes" ? first->value
                                                      : values().derived(flattened(first->value));
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
    const bool isSet = name == "set" || name == "frozenset";
    if (const auto members = isSet ? exactElements(first->value) : std::nullopt)
      return keyedSet(id, *members);
    if (isSet && value.objects.size() == 1 && value.may == kObject &&
        hasContent(value.objects[0]) && !contentOf(value.objects[0]).mapping &&
        !contentOf(value.objects[0]).sequence)
      return newObject(id, contentOf(value.objects[0]));
    return collection(iterated(first->value, first->node), !isSet);
  }
  if (name == "dict")
    return dictOf(given, id);
  if (const auto exact = name == "zip" ? zipped(given, id) : std::nullopt)
    return exact;
  if (name == "enumerate" || name == "zip") {
    Content pair;
    pair.sequence = true;
    std::vector<Element> elements;
    if (name == "enumerate")
      elements.push_back({indexKey(0), values().number()});
    for (const Argument& argument : given.all)
      if (argument.keyword == kNoSymbol && (name == "zip" || elements.size() < 2))
        elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())),
                            iterated(argument.value, argument.node)});
    pair.elements = values().keep(elements);
    const ValueId tuple = newObject(id, pair);
    Content content;
    content.exact = false;
    content.rest = tuple;
    return newObject(id | kSecondSite, content);
  }
  if (name == "filter") {
    const Argument* second = given.positional(1);
    if (first == nullptr || second == nullptr)
      return std::nullopt;
    return collection(values().narrowed(iterated(second->value, second->node),
                                        shownByFirstArgument(first->value)),
                      false);
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
    const Argument* second = given.positional(1);
    if (second == nullptr || name == "next") {
      const ValueId element = iterated(first->value, first->node);
      return second == nullptr ? element : values().join(element, second->value);
    }
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
