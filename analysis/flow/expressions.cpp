// Expressions: names, attributes, items, literals.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <charconv>

namespace pysecd::flow {

namespace {
constexpr Site kStoreSite = partSite(0, 0x10000000U);
constexpr Site kClassSite = partSite(0, 0x08000000U);
constexpr std::uint32_t kMaxSteps = 300'000; // expression evaluations in one function
constexpr int kMaxPathDots = 2;              // `request.args.values` of a parameter
} // namespace

bool Evaluator::outOfBudget() {
  if (++steps_ > kMaxSteps || ((steps_ & 0x3ff) == 0 && in_.cancel.cancelled()))
    out_.cut = true;
  return out_.cut;
}

ValueId Evaluator::sourceValue(TaintMask kinds, NodeId node, StepKind kind) {
  return values().unknownOf({kinds, -1, 0, values().add(Step{kind, node, 0, 1, kNoSymbol})});
}

ValueId Evaluator::eval(NodeId id) {
  if (id == kNoNode)
    return kBottom;
  if (outOfBudget() || depth_ >= kMaxEvaluationDepth) {
    out_.cut = true;
    return values().unknown();
  }
  ++depth_;
  const ValueId value = evalUnrecorded(id);
  --depth_;
  out_.nodeValues[id] = values().join(out_.nodeValues[id], value);
  return value;
}

ValueId Evaluator::evalUnrecorded(NodeId id) {
  const Node& node = ast_[id];
  switch (node.kind) {
  case NodeKind::Name:
    return name(id);
  case NodeKind::Integer:
    return integer(id);
  case NodeKind::Float:
  case NodeKind::EllipsisLiteral:
    return values().number();
  case NodeKind::TrueLiteral:
  case NodeKind::FalseLiteral:
    return values().constant(
        Constant{Constant::Kind::Bool, node.kind == NodeKind::TrueLiteral ? 1 : 0, {}});
  case NodeKind::NoneLiteral:
    return values().none();
  case NodeKind::String:
  case NodeKind::StringConcat:
    return stringLiteral(id);
  case NodeKind::Attribute:
    return attribute(id);
  case NodeKind::Subscript:
    return isPathPart(id)
               ? values().cleaned(subscript(id), maskOf(Sink::Path) | maskOf(Sink::Archive))
               : subscript(id);
  case NodeKind::Call:
    return call(id);
  case NodeKind::Binary:
    return binary(id);
  case NodeKind::Unary:
    return unary(id);
  case NodeKind::BoolOp:
    return boolOp(id);
  case NodeKind::Compare:
    return compare(node);
  case NodeKind::Conditional:
    return conditional(id);
  case NodeKind::Lambda:
    nestedDefined_.push_back(id);
    return values().typed({TypeKind::Nested, id}, kObject);
  case NodeKind::Tuple:
  case NodeKind::List:
  case NodeKind::Set:
    return display(id);
  case NodeKind::Dict:
    return dictDisplay(id);
  case NodeKind::ListComp:
  case NodeKind::SetComp:
  case NodeKind::DictComp:
  case NodeKind::GeneratorExp:
    return comprehension(id);
  case NodeKind::Await:
    return eval(node.a);
  case NodeKind::Yield:
    yielded_ = values().join(yielded_, node.a != kNoNode ? eval(node.a) : values().none());
    return values().unknown();
  case NodeKind::YieldFrom: {
    const ValueId inner = eval(node.a);
    yielded_ = values().join(yielded_, iterated(inner, node.a));
    return generatorResult(inner);
  }
  case NodeKind::NamedExpression: {
    const ValueId value = eval(node.b);
    assignTo(node.a, value);
    return value;
  }
  case NodeKind::Starred:
  case NodeKind::DoubleStarred:
    return eval(node.a);
  case NodeKind::Slice:
    eval(node.a);
    eval(node.b);
    eval(node.c);
    return values().number();
  default:
    return values().unknown();
  }
}

ValueId Evaluator::integer(NodeId id) {
  std::string digits(ast_.text(id));
  std::erase(digits, '_');
  int base = 10;
  std::size_t skip = 0;
  if (digits.size() > 2 && digits[0] == '0') {
    const char marker = static_cast<char>(digits[1] | 0x20);
    base = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 10;
    skip = base == 10 ? 0 : 2;
  }
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data() + skip, digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size())
    return values().number();
  return values().constant(Constant{Constant::Kind::Int, value, {}});
}

ValueId Evaluator::name(NodeId id) {
  const std::int32_t slot = in_.scopes.of(id);
  if (slot >= 0) {
    const ValueId value = state_.variables[static_cast<std::size_t>(slot)];
    return value == kBottom ? values().unknown() : value;
  }
  const Symbol symbol = ast_[id].symbol;
  if (const auto known = globals_.find(symbol); known != globals_.end())
    return known->second;
  ValueId value = kBottom;
  if (const PortablePtr global = in_.program.global(symbol)) {
    value = import(*global, id, {}, 0);
  } else {
    static constexpr std::string_view kBuiltins = "builtins";
    const ModelId builtins = in_.models.find(kBuiltins);
    const ModelId entry = builtins != kNoModel ? in_.models.child(builtins, symbol) : kNoModel;
    value = entry != kNoModel ? modelValue(entry, kBottom, id) : values().unknown();
  }
  globals_.emplace(symbol, value);
  return value;
}

// The value read at a modelled name: the thing itself, or what its rows say.
ValueId Evaluator::modelValue(ModelId entry, ValueId receiver, NodeId id) {
  const ModelEntry& model = in_.models[entry];
  Value value;
  value.may = kObject;
  const TypeRef type = model.is != kNoModel ? TypeRef{TypeKind::Instance, model.is}
                                            : TypeRef{TypeKind::Model, entry};
  value.types = values().keep(std::span<const TypeRef>(&type, 1));
  if (model.isStore)
    value.objects = objectsOfThing(kStoreSite | entry);
  if (model.cleans == kAllSinks) {
    value.may = model.shape == Shape::Number ? kNumber : kText;
    return values().add(value);
  }
  if (model.source != 0) {
    value.may |= kUnknown;
    const Origin origin{model.source, -1, model.cleans,
                        values().add(Step{StepKind::Source, id, 0, 1, kNoSymbol})};
    value.origins = values().keep(std::span<const Origin>(&origin, 1));
  } else if (receiver != kBottom && !values()[receiver].origins.empty()) {
    value.may |= kUnknown;
    std::vector<Origin> origins(values()[receiver].origins.begin(),
                                values()[receiver].origins.end());
    for (Origin& origin : origins)
      origin.cleaned |= model.cleans;
    value.origins = values().keep(origins);
  }
  return values().add(value);
}

ValueId Evaluator::attribute(NodeId id) {
  const Node& node = ast_[id];
  return attributeOf(eval(node.a), node.symbol, id);
}

// What makes the attributes of an instance that its class does not name; kNoModel if nothing.
ModelId Evaluator::madeAttribute(const TypeRef& type, Symbol name) const {
  const Symbol dunder = in_.symbols.find("__getattr__");
  return type.kind == TypeKind::Instance && dunder != kNoSymbol && !text(name).starts_with('_')
             ? in_.models.member(type.id, dunder)
             : kNoModel;
}

ValueId Evaluator::attributeOf(ValueId objectId, Symbol name, NodeId id) {
  const Value object = values()[objectId];
  ValueId result = kBottom;
  bool missing = object.types.empty() && object.objects.empty();
  for (const ObjectId heapObject : object.objects) {
    if (!hasContent(heapObject))
      continue;
    const Content content = contentOf(heapObject);
    if (const Element* found = content.find(attributeKey(name)))
      return found->value; // written in this function: stronger than what the class says
    if (object.types.empty())
      missing = true;
  }
  if (!classesWritten_.empty())
    for (const TypeRef& type : object.types)
      if (type.kind == TypeKind::LocalClass || type.kind == TypeKind::LocalInstance)
        if (const ValueId written = classWritten(type.id, name); written != kBottom)
          return written;
  for (const TypeRef& type : object.types) {
    switch (type.kind) {
    case TypeKind::Model:
    case TypeKind::Instance: {
      const ModelId entry = type.kind == TypeKind::Instance || in_.models[type.id].isClass
                                ? in_.models.member(type.id, name)
                                : in_.models.child(type.id, name);
      if (entry != kNoModel)
        result = values().join(result, modelValue(entry, objectId, id));
      else if (const ModelId any = madeAttribute(type, name); any != kNoModel)
        result = values().join(result, callModel(any, objectId, {}, id));
      else
        missing = true;
      break;
    }
    case TypeKind::LocalInstance:
    case TypeKind::LocalClass: {
      ValueId found = programAttribute(objectId, type, name, id);
      if (found == kBottom)
        found = ownMadeAttribute(objectId, name, id);
      result = values().join(result, found);
      missing |= found == kBottom;
      break;
    }
    case TypeKind::LocalModule:
      if (const PortablePtr member = in_.program.memberOf(type.id, name))
        result = values().join(result, import(*member, id, {}, 0));
      else
        missing = true;
      break;
    case TypeKind::LocalFunction:
    case TypeKind::LocalMethod:
    case TypeKind::Nested:
      missing = true;
      break;
    }
  }
  if (missing && result == kBottom)
    if (const ModelId any = in_.models.anyReceiver(name);
        any != kNoModel && in_.models[any].is != kNoModel)
      return modelValue(any, objectId, id);
  if (missing) {
    const bool scalar = object.harmless() && (object.may & kObject) == 0;
    const bool programsOwn = object.may == (kObject | kText) && object.origins.empty();
    // NAME of a module that is not known here: by convention a constant of the program.
    const bool constantByConvention = programsOwn && isConstantName(text(name));
    ValueId other = constantByConvention || scalar ? values().text()
                    : object.origins.empty()       ? values().unknown()
                                                   : values().derived(objectId);
    if (const auto part = parameterPart(objectId, name); part && !values()[other].harmless()) {
      other = values().unknownOf(*part);
    }
    result = values().join(result, other);
  }
  return result == kBottom ? values().unknown() : result;
}

// What this function has assigned to an attribute of the class itself.
ValueId Evaluator::classWritten(Symbol className, Symbol name) const {
  const auto object = objectOfSite_.find(kClassSite | className);
  if (object != objectOfSite_.end() && hasContent(object->second))
    if (const Element* written = contentOf(object->second).find(attributeKey(name)))
      return written->value;
  return kBottom;
}

void Evaluator::writeClass(Symbol className, Symbol name, ValueId value) {
  classesWritten_.insert(className);
  Value itself;
  itself.may = kObject;
  itself.objects = objectsOfThing(kClassSite | className);
  setElement(values().add(itself), attributeKey(name), value);
}

// What the library classes under a class of the program say of a member, nearest first.
ModelId Evaluator::modelMember(Symbol className, Symbol name) {
  std::vector<Symbol> classes{className};
  for (std::size_t i = 0; i < classes.size() && i < std::size_t{kMaxBases}; ++i)
    if (const ClassInfo* info = in_.program.classInfo(classes[i]))
      for (const TypeRef& base : info->bases) {
        if (base.kind == TypeKind::LocalClass)
          classes.push_back(base.id);
        else if (const ModelId entry = in_.models.member(base.id, name); entry != kNoModel)
          return entry;
      }
  return kNoModel;
}

// The parameter that this value is, unchanged; nullopt: it is something else.
std::optional<std::int16_t> Evaluator::parameterOf(ValueId id) const {
  const Value& value = values()[id];
  if (selfObject_ != kNoObject && value.objects.size() == 1 && value.objects[0] == selfObject_)
    return std::int16_t{0};
  if (value.origins.size() == 1 && value.origins[0].exact && value.origins[0].field == kNoKey)
    return value.origins[0].parameter;
  return std::nullopt;
}

// What the caller's value holds under this name, and no more of it; nullopt if the value is not the
// parameter itself or an attribute of one.
std::optional<Origin> Evaluator::parameterPart(ValueId id, Symbol name) const {
  if (const auto parameter = parameterOf(id))
    return Origin{0, *parameter, 0, 0, attributeKey(name), true};
  const Value& value = values()[id];
  if (value.origins.size() != 1 || !value.origins[0].exact || value.origins[0].parameter < 0 ||
      value.origins[0].kinds != 0 || !isAttributeKey(value.origins[0].field))
    return std::nullopt;
  const std::string_view path = text(symbolOf(value.origins[0].field));
  if (std::count(path.begin(), path.end(), '.') >= kMaxPathDots)
    return std::nullopt;
  Origin deeper = value.origins[0];
  deeper.field =
      attributeKey(in_.symbols.intern(std::string(path).append(1, '.').append(text(name))));
  return deeper;
}

// What the class says of the name: what its body and its methods assign, or what it declares;
// kBottom if nothing.
ValueId Evaluator::fieldByClass(ValueId object, const TypeRef& type, Symbol name, NodeId id) {
  ValueId result = kBottom;
  if (const PortablePtr field = in_.program.field(type.id, name)) {
    const ValueId receivers[] = {object};
    result = import(*field, id, receivers, 0);
    // `x = None` stands for what is put there later, by whoever made the object.
    if (values()[result].may == kNone)
      result = values().join(result, values().unknown());
  }
  if (type.kind != TypeKind::LocalInstance ||
      in_.program.method(type.id, in_.symbols.intern("__init__")) != kNoSymbol)
    return result;
  for (const DeclaredField& field : recordFields(type.id, kMaxBases))
    if (field.name == name) // its constructor takes any value of the declared type
      return field.type ? import(*field.type, id, {}, 0)
                        : values().join(result, values().unknown());
  return result;
}

// That, where of a parameter the caller may know better: then it is a hole for the caller to fill.
ValueId Evaluator::fieldOf(ValueId objectId, const TypeRef& type, Symbol name, NodeId id) {
  const auto parameter = parameterOf(objectId);
  const bool own = selfObject_ != kNoObject && type.id == in_.className &&
                   parameter == std::optional<std::int16_t>(0);
  if (own)
    if (const auto known = selfFields_.find(name); known != selfFields_.end())
      return known->second;
  ValueId result = fieldByClass(objectId, type, name, id);
  if (parameter && result != kBottom && !values()[result].harmless()) {
    Value open = values()[result];
    std::vector<Origin> origins(open.origins.begin(), open.origins.end());
    for (Origin& origin : origins) {
      origin.parameter = *parameter;
      origin.field = attributeKey(name);
    }
    origins.push_back({0, *parameter, 0, 0, attributeKey(name), true});
    open.origins = values().keep(origins);
    result = values().add(open);
  }
  if (own)
    selfFields_.emplace(name, result);
  return result;
}

ValueId Evaluator::programAttribute(ValueId objectId, const TypeRef& type, Symbol name, NodeId id) {
  const Value object = values()[objectId];
  if (const ValueId field = fieldOf(objectId, type, name, id); field != kBottom) {
    const bool foreign = std::any_of(object.origins.begin(), object.origins.end(),
                                     [](const Origin& origin) { return origin.parameter < 0; });
    return foreign && !values()[field].harmless()
               ? values().join(field, values().derived(objectId)) // made from untrusted data
               : field;
  }
  if (const Symbol method = in_.program.method(type.id, name); method != kNoSymbol) {
    const Summary* summary = in_.program.summary(method);
    const bool instance = type.kind == TypeKind::LocalInstance;
    if (summary != nullptr && summary->isProperty && instance)
      return applySummary(method, *summary, objectId, {}, id, name);
    Value bound;
    bound.may = kObject;
    const TypeRef callee{instance ? TypeKind::LocalMethod : TypeKind::LocalFunction, method};
    bound.types = values().keep(std::span<const TypeRef>(&callee, 1));
    if (instance)
      bound.objects = object.objects;
    return values().add(bound);
  }
  const ModelId entry = modelMember(type.id, name);
  return entry != kNoModel ? modelValue(entry, objectId, id) : kBottom;
}

// `x.split("/")[0]`, `x.rsplit("/", 1)[-1]`: one name, without a directory before or behind it.
bool Evaluator::isPathPart(NodeId subscript) const {
  const Node& node = ast_[subscript];
  const Node& split = ast_[node.a];
  if (split.kind != NodeKind::Call || split.listSize == 0 ||
      ast_[split.a].kind != NodeKind::Attribute)
    return false;
  const std::string_view separator = ast_.text(ast_.list(split)[0]);
  if (separator != "\"/\"" && separator != "'/'")
    return false;
  const std::string_view method = text(ast_[split.a].symbol);
  const std::string_view index = ast_.text(node.b);
  if (method == "split" && split.listSize == 1)
    return ast_[node.b].kind != NodeKind::Slice;
  return ((method == "split" || method == "partition") && index == "0") ||
         ((method == "rsplit" || method == "rpartition") && index == "-1");
}

ValueId Evaluator::subscript(NodeId id) {
  const Node& node = ast_[id];
  const ValueId container = eval(node.a);
  if (ast_[node.b].kind == NodeKind::Slice) {
    eval(node.b);
    return slice(id, container, ast_[node.b]);
  }
  const ValueId key = eval(node.b);
  const Value value = values()[container];
  if (!value.types.empty())
    if (const auto kept = elementKept(container, key))
      return *kept;
  if (const ValueId made = defaulted(container, key, id); made != kBottom)
    return made;
  if (const ValueId own = ownMethod(container, "__getitem__", {{node.b, key}}, id); own != kBottom)
    return own;
  // A modelled class may say what its items are.
  for (const TypeRef& type : value.types) {
    if (type.kind != TypeKind::Instance)
      continue;
    const Symbol getItem = in_.symbols.find("__getitem__");
    if (const ModelId entry = getItem != kNoSymbol ? in_.models.member(type.id, getItem) : kNoModel;
        entry != kNoModel) {
      Arguments arguments;
      arguments.all.push_back({node.b, key, kNoSymbol, false, false});
      return callModel(entry, container, arguments, id);
    }
  }
  return elementOf(container, key);
}

// `[a:b:c]` of a list or text of known length, all bounds known: the positions it takes.
std::optional<std::vector<std::size_t>> Evaluator::slicedPositions(const Node& sliced,
                                                                   std::size_t length) const {
  const auto size = static_cast<std::int64_t>(length);
  bool known = true;
  const auto bound = [&](NodeId at, std::int64_t missing) {
    if (at == kNoNode)
      return missing;
    const Value& value = values()[out_.nodeValues[at]];
    known &= value.constant.has_value() && value.number();
    return known ? value.constant->integer : 0;
  };
  const std::int64_t step = bound(sliced.c, 1);
  if (!known || step == 0 || step < -size - 1 || step > size + 1)
    return std::nullopt;
  const std::int64_t low = step > 0 ? 0 : -1;
  const std::int64_t high = step > 0 ? size : size - 1;
  const auto place = [&](std::int64_t at) {
    return std::clamp(at < 0 && at >= -size ? at + size : at, low, high);
  };
  const std::int64_t from =
      sliced.a == kNoNode ? (step > 0 ? 0 : size - 1) : place(bound(sliced.a, 0));
  const std::int64_t to = sliced.b == kNoNode ? (step > 0 ? size : -1) : place(bound(sliced.b, 0));
  if (!known)
    return std::nullopt;
  std::vector<std::size_t> positions;
  for (std::int64_t at = from; step > 0 ? at < to : at > to; at += step)
    positions.push_back(static_cast<std::size_t>(at));
  return positions;
}

ValueId Evaluator::slice(NodeId id, ValueId container, const Node& sliced) {
  const Value value = values()[container];
  if (const auto elements = exactElements(container)) {
    if (const auto positions = slicedPositions(sliced, elements->size())) {
      std::vector<ValueId> taken;
      for (const std::size_t at : *positions)
        taken.push_back((*elements)[at]);
      return newList(id, taken);
    }
    Content some;
    some.exact = false;
    some.sequence = true;
    some.rest = elements->empty() ? kBottom : anyElement(container);
    return newObject(id, some);
  }
  if (value.constant && value.constant->kind == Constant::Kind::Str && sliced.c != kNoNode)
    if (const auto positions = slicedPositions(sliced, value.constant->text.size())) {
      std::string taken;
      for (const std::size_t at : *positions)
        taken += value.constant->text[at];
      return values().string(values().keepText(taken), kNoNode);
    }
  if (value.objects.empty()) {
    // The part of the text that is known up to the first hole.
    std::string known;
    bool whole = true;
    for (const StringPiece& piece : value.pieces) {
      whole &= piece.hole == kBottom;
      if (!whole)
        break;
      known += piece.text;
    }
    if (!known.empty() && sliced.c == kNoNode) {
      const auto bound = [&](NodeId at, std::int64_t missing) -> std::optional<std::int64_t> {
        if (at == kNoNode)
          return missing;
        const auto& constant = values()[out_.nodeValues[at]].constant;
        return constant && values()[out_.nodeValues[at]].number() ? std::optional(constant->integer)
                                                                  : std::nullopt;
      };
      const auto size = static_cast<std::int64_t>(known.size());
      const auto from = bound(sliced.a, 0);
      const auto to = bound(sliced.b, whole ? size : size + 1);
      const bool inside = from && to && *from >= 0 && *to >= 0 && *from <= size && *to <= size;
      if (from && to && (whole || inside)) {
        const auto clamp = [&](std::int64_t at) {
          return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
        };
        const std::int64_t begin = clamp(*from);
        const std::int64_t end = std::max(begin, clamp(*to));
        return values().string(
            values().keepText(known.substr(static_cast<std::size_t>(begin),
                                           static_cast<std::size_t>(end - begin))),
            kNoNode);
      }
    }
    return values().derived(container);
  }
  return container;
}

} // namespace pysecd::flow
