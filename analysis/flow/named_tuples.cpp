// Named tuples: classes that a call of collections.namedtuple makes, and those that derive from
// typing.NamedTuple. Their elements are known by name and by position.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxFields = 64;
}

// The class is an object that holds the names of the fields by position.
ValueId Evaluator::namedTupleClass(ModelId entry, const Arguments& given, NodeId id) {
  const Argument* fields =
      given.find(ArgSpec{1, in_.symbols.intern("field_names")}); // "a b", "a, b" or a list
  if (fields == nullptr)
    return values().unknown();
  std::vector<ValueId> names;
  const auto& constant = values()[fields->value].constant;
  if (constant && constant->kind == Constant::Kind::Str) {
    constexpr std::string_view kBetween = ", \t\n";
    std::string_view rest = constant->text;
    for (std::size_t begin = rest.find_first_not_of(kBetween); begin != std::string_view::npos;
         begin = rest.find_first_not_of(kBetween)) {
      rest.remove_prefix(begin);
      const std::string_view name = rest.substr(0, rest.find_first_of(kBetween));
      names.push_back(values().string(values().keepText(name), id));
      rest.remove_prefix(name.size());
    }
  } else if (const auto elements = exactElements(fields->value)) {
    names = *elements;
  }
  const bool known = !names.empty() && names.size() <= kMaxFields &&
                     std::all_of(names.begin(), names.end(), [&](ValueId name) {
                       const auto& text = values()[name].constant;
                       return text && text->kind == Constant::Kind::Str;
                     });
  if (!known)
    return values().unknown();
  Content content;
  content.exact = true;
  content.sequence = true;
  std::vector<Element> elements;
  for (std::size_t i = 0; i < names.size(); ++i)
    elements.push_back({indexKey(static_cast<std::int64_t>(i)), names[i]});
  content.elements = values().keep(elements);
  const TypeRef type{TypeKind::Instance, entry};
  return newObject(id, content, std::span<const TypeRef>(&type, 1));
}

ValueId Evaluator::callNamedTupleClass(ValueId target, const Arguments& given, NodeId id) {
  const Value value = values()[target];
  if (value.objects.size() != 1 || !hasContent(value.objects[0]))
    return unknownCall(kBottom, given);
  std::vector<Symbol> names;
  for (const Element& element : contentOf(value.objects[0]).elements)
    if (const auto& name = values()[element.value].constant; isIndexKey(element.key) && name)
      names.push_back(in_.symbols.intern(name->text));
  Content content;
  content.exact = false;
  const ValueId made = newObject(id, content);
  fillNamedTuple(made, names, given);
  return made;
}

// By position and by name; what is not given is a default, the program's own.
void Evaluator::fillNamedTuple(ValueId tuple, std::span<const Symbol> names,
                               const Arguments& given) {
  for (std::size_t i = 0; i < names.size() && i < kMaxFields; ++i) {
    const Argument* field = given.find(ArgSpec{static_cast<std::int16_t>(i), names[i]});
    ValueId value = field != nullptr ? field->value : values().text();
    for (const Argument& argument : given.all)
      if (field == nullptr && (argument.star || argument.doubleStar))
        value = values().join(value, anyElement(argument.value));
    setElement(tuple, indexKey(static_cast<std::int64_t>(i)), value);
    setElement(tuple, attributeKey(names[i]), value);
  }
  for (const ObjectId object : values()[tuple].objects)
    if (hasContent(object)) {
      Content content = contentOf(object);
      content.sequence = true;
      content.exact = true;
      setContent(object, content);
    }
}

bool Evaluator::isNamedTuple(Symbol className) {
  const ClassInfo* info = in_.program.classInfo(className);
  return info != nullptr &&
         std::any_of(info->bases.begin(), info->bases.end(), [&](const TypeRef& base) {
           return base.kind == TypeKind::Model && in_.models.isNamed(base.id, "typing.NamedTuple");
         });
}

} // namespace pysecd::flow
