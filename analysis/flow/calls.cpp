// Calls: library functions by their model, functions of the program by their summary, nested ones
// in place.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <utility>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxNestedDepth = 4;
constexpr std::size_t kMaxHits = 512;
} // namespace

const Argument* Arguments::find(const ArgSpec& spec) const {
  if (spec.position >= 0) {
    std::int16_t index = 0;
    for (const Argument& argument : all) {
      if (argument.star)
        break; // what it expands to is not known here
      if (argument.keyword != kNoSymbol || argument.doubleStar)
        continue;
      if (index++ == spec.position)
        return &argument;
    }
  }
  if (spec.keyword != kNoSymbol)
    for (const Argument& argument : all)
      if (argument.keyword == spec.keyword)
        return &argument;
  return nullptr;
}

Arguments Evaluator::arguments(const Node& call) {
  Arguments out;
  for (const NodeId id : ast_.list(call)) {
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::KeywordArgument:
      out.all.push_back({node.a, eval(node.a), node.symbol, false, false});
      break;
    case NodeKind::Starred: {
      const ValueId spread = eval(node.a);
      const Value value = values()[spread];
      if (value.objects.size() == 1 && hasContent(value.objects[0]) &&
          contentOf(value.objects[0]).sequence && contentOf(value.objects[0]).exact) {
        for (const Element& element : contentOf(value.objects[0]).elements)
          if (!isAttributeKey(element.key))
            out.all.push_back({node.a, element.value, kNoSymbol, false, false});
      } else {
        out.all.push_back({node.a, spread, kNoSymbol, true, false});
      }
      break;
    }
    case NodeKind::DoubleStarred:
      out.all.push_back({node.a, eval(node.a), kNoSymbol, false, true});
      break;
    default:
      out.all.push_back({id, eval(id), kNoSymbol, false, false});
      break;
    }
  }
  return out;
}

ValueId Evaluator::call(NodeId id) {
  const Node& node = ast_[id];
  const Node& callee = ast_[node.a];
  ValueId receiver = kBottom;
  ValueId target = kBottom;
  if (callee.kind == NodeKind::Attribute) {
    receiver = eval(callee.a);
    const Arguments given = arguments(node);
    const std::string_view method = text(callee.symbol);
    const bool instance =
        std::any_of(values()[receiver].types.begin(), values()[receiver].types.end(),
                    [](const TypeRef& type) { return type.kind == TypeKind::LocalInstance; });
    if (!instance)
      if (const auto result = containerMethod(receiver, method, given, id))
        return *result;
    if (const auto result = stringMethod(receiver, method, given, id))
      return *result;
    target = attributeOf(receiver, callee.symbol, node.a);
    out_.nodeValues[node.a] = values().join(out_.nodeValues[node.a], target);
    const Value value = values()[target];
    if (const ValueId result = callAny(value.types, receiver, given, id); result != kBottom)
      return result;
    if (values()[receiver].types.empty())
      if (const ModelId any = in_.models.anyReceiver(callee.symbol); any != kNoModel)
        return callModel(any, receiver, given, id);
    return unknownCall(receiver, given);
  }
  target = eval(node.a);
  const Arguments given = arguments(node);
  const Value value = values()[target];
  const ValueId result = callAny(value.types, kBottom, given, id);
  return result != kBottom ? result : unknownCall(value.origins.empty() ? kBottom : target, given);
}

// One of several callees runs: each from the state before the call.
ValueId Evaluator::callAny(std::span<const TypeRef> types, ValueId receiver,
                           const Arguments& arguments, NodeId id) {
  if (types.size() == 1)
    return callType(types[0], receiver, arguments, id);
  if (types.empty())
    return kBottom;
  const State before = state_;
  State after = before;
  after.reachable = false;
  ValueId result = kBottom;
  for (const TypeRef& type : types) {
    state_ = before;
    result = values().join(result, callType(type, receiver, arguments, id));
    join(after, state_);
  }
  state_ = std::move(after);
  return result;
}

ValueId Evaluator::callType(const TypeRef& type, ValueId receiver, const Arguments& arguments,
                            NodeId id) {
  switch (type.kind) {
  case TypeKind::Model:
    return callModel(type.id, receiver, arguments, id);
  case TypeKind::Instance: {
    const Symbol dunder = in_.symbols.find("__call__");
    const ModelId entry = dunder != kNoSymbol ? in_.models.member(type.id, dunder) : kNoModel;
    return entry != kNoModel ? callModel(entry, receiver, arguments, id)
                             : unknownCall(receiver, arguments);
  }
  case TypeKind::LocalFunction:
    return callFunction(type.id, receiver, arguments, id);
  case TypeKind::LocalClass:
    return construct(type.id, arguments, id);
  case TypeKind::LocalInstance:
    if (const Symbol method = in_.program.method(type.id, in_.symbols.intern("__call__"));
        method != kNoSymbol)
      return callFunction(method, receiver, arguments, id);
    return unknownCall(receiver, arguments);
  case TypeKind::Nested:
    return callNested(type.id, arguments);
  }
  return values().unknown();
}

// The union of what went in: nothing is known of the callee.
ValueId Evaluator::unknownCall(ValueId receiver, const Arguments& arguments) {
  // A method of a string or number of the program's own, given the like, makes the like.
  const auto scalar = [&](ValueId id) {
    return values()[id].harmless() && (values()[id].may & kObject) == 0;
  };
  if (receiver != kBottom && scalar(receiver) &&
      std::all_of(arguments.all.begin(), arguments.all.end(),
                  [&](const Argument& argument) { return scalar(argument.value); }))
    return values().text();
  ValueId result = values().unknown();
  if (receiver != kBottom)
    result = values().join(result, values().derived(flattened(receiver)));
  for (const Argument& argument : arguments.all)
    result = values().join(result, values().derived(flattened(argument.value)));
  return result;
}

void Evaluator::hit(NodeId call, const Argument& argument, const SinkRow& row, ModelId api,
                    Symbol through, bool whole) {
  const std::uint64_t key = (std::uint64_t{call} << 32) ^ (std::uint64_t{argument.node} << 6) ^
                            static_cast<std::uint64_t>(row.kind);
  const auto [it, added] = hitIndex_.try_emplace(key, out_.hits.size());
  if (!added) {
    SinkHit& known = out_.hits[it->second];
    known.value = values().join(known.value, argument.value);
    return;
  }
  if (out_.hits.size() >= kMaxHits) {
    hitIndex_.erase(it);
    out_.cut = true;
    return;
  }
  out_.hits.push_back({call, argument.node, argument.value, row, api, through, whole});
}

ValueId Evaluator::callModel(ModelId entry, ValueId receiver, const Arguments& given, NodeId id) {
  const ModelEntry& model = in_.models[entry];
  for (const SinkRow& row : model.sinks)
    if (const Argument* argument = given.find(row.arg)) {
      Argument text = *argument;
      text.value = flattened(text.value); // some take a list of fragments
      hit(id, text, row, entry, kNoSymbol, true);
    }
  if (model.parent != kNoModel && in_.models[model.parent].parent == kNoModel &&
      text(in_.models[model.parent].name) == "builtins")
    if (const auto result = builtin(text(model.name), given, id))
      return *result;
  if (model.neverReturns) {
    state_.reachable = false;
    return values().unknown();
  }
  if (model.converter.present())
    if (const Argument* converter = given.find(model.converter)) {
      ValueId converted = kBottom;
      Arguments raw;
      raw.all.push_back({id, receiver == kBottom ? values().unknown() : values().derived(receiver),
                         kNoSymbol, false, false});
      for (const TypeRef& type : values()[converter->value].types)
        converted = values().join(converted, callType(type, kBottom, raw, id));
      if (converted != kBottom) {
        for (const Argument& argument : given.all)
          if (&argument != given.positional(0) && &argument != converter)
            converted = values().join(converted, argument.value); // the default
        return converted;
      }
    }
  if (model.cleans == kAllSinks)
    return model.shape == Shape::Number ? values().number() : values().text();

  ValueId flowing = kBottom;
  const bool typed = model.returns != kNoModel || model.isClass;
  bool flows = false;
  std::vector<Element> attributes;
  for (const FlowRow& flow : model.flows) {
    ValueId from = kBottom;
    if (!flow.from.present())
      from = receiver;
    else if (const Argument* argument = given.find(flow.from))
      from = argument->value;
    flows |= flow.to != FlowRow::To::Attribute;
    if (from == kBottom)
      continue;
    if (flow.whole)
      return model.cleans == 0 ? from : values().cleaned(from, model.cleans);
    if (flow.to == FlowRow::To::Return)
      flowing = values().join(flowing, values().derived(flattened(from)));
    else if (flow.to == FlowRow::To::Attribute)
      attributes.push_back({attributeKey(flow.attribute), from});
    else if (receiver != kBottom)
      weakAdd(receiver, from);
  }
  if (flows) {
  } else if (typed) {
    if (receiver != kBottom && !values()[receiver].origins.empty())
      flowing = values().derived(receiver);
  } else {
    flowing = unknownCall(receiver, given);
  }
  if (model.cleans != 0 && flowing != kBottom)
    flowing = values().cleaned(flowing, model.cleans);
  if (model.source != 0)
    flowing = values().join(sourceValue(model.source, id), flowing);
  if (!typed)
    return flowing == kBottom ? values().text() : flowing;
  const TypeRef type{TypeKind::Instance, model.returns != kNoModel ? model.returns : entry};
  Value out;
  out.may = kObject;
  if (!attributes.empty() || in_.models[type.id].holdsValues) {
    std::sort(attributes.begin(), attributes.end(),
              [](const Element& a, const Element& b) { return a.key < b.key; });
    Content content;
    content.exact = false;
    content.elements = values().keep(attributes);
    content.rest = flowing;
    out = values()[newObject(id, content)];
  }
  if (flowing != kBottom) {
    out.may |= values()[flowing].may & kUnknown;
    out.origins = values()[flowing].origins;
    if (out.origins.empty())
      out.may = kObject;
  }
  out.types = values().keep(std::span<const TypeRef>(&type, 1));
  return values().add(out);
}

ValueId Evaluator::callFunction(Symbol key, ValueId receiver, const Arguments& given, NodeId id) {
  const Summary* summary = in_.program.summary(key);
  if (summary == nullptr)
    return unknownCall(receiver, given);
  bool bound = receiver != kBottom && summary->isMethod;
  if (bound && !summary->isClassMethod)
    for (const TypeRef& type : values()[receiver].types)
      if (type.kind == TypeKind::LocalClass)
        bound = false; // Class.method(instance, ...)
  return applySummary(*summary, bound ? receiver : kBottom, given, id,
                      in_.symbols.intern(ast_.text(ast_[id].a).substr(0, 80)));
}

ValueId Evaluator::applySummary(const Summary& summary, ValueId receiver, const Arguments& given,
                                NodeId id, Symbol label) {
  const std::size_t offset = receiver != kBottom && !summary.parameters.empty() ? 1 : 0;
  std::vector<Argument> bound(summary.parameters.size());
  if (offset == 1)
    bound[0] = {ast_[id].kind == NodeKind::Call ? ast_[id].a : id, receiver, kNoSymbol, false,
                false};
  std::size_t next = offset;
  for (const Argument& argument : given.all) {
    if (argument.star || argument.doubleStar) {
      const Argument element{argument.node, anyElement(argument.value), kNoSymbol, false, false};
      for (std::size_t i = next; i < bound.size(); ++i)
        if (bound[i].node == kNoNode)
          bound[i] = element;
      continue;
    }
    if (argument.keyword != kNoSymbol) {
      for (std::size_t i = 0; i < bound.size(); ++i)
        if (summary.parameters[i].name == argument.keyword ||
            (summary.parameters[i].kind == ParameterKind::KeywordArgs &&
             bound[i].node == kNoNode)) {
          bound[i] = argument;
          break;
        }
      continue;
    }
    if (next < bound.size() && summary.parameters[next].kind != ParameterKind::KeywordOnly &&
        summary.parameters[next].kind != ParameterKind::KeywordArgs) {
      const bool rest = summary.parameters[next].kind == ParameterKind::VarArgs;
      bound[next].value = rest ? values().join(bound[next].value, argument.value) : argument.value;
      bound[next].node = argument.node;
      next += rest ? 0 : 1;
    }
  }
  std::vector<ValueId> arguments(bound.size());
  for (std::size_t i = 0; i < bound.size(); ++i)
    arguments[i] =
        bound[i].node != kNoNode ? bound[i].value : values().text(); // a default: the program's own
  for (const ParameterSink& sink : summary.sinks)
    if (static_cast<std::size_t>(sink.parameter) < bound.size() &&
        bound[static_cast<std::size_t>(sink.parameter)].node != kNoNode)
      hit(id, bound[static_cast<std::size_t>(sink.parameter)], sink.row, kNoModel, sink.callee,
          sink.whole);
  if (offset == 1 && isObject(receiver))
    for (const FieldWrite& write : summary.fields) {
      if (!write.value)
        continue;
      ValueId value = import(*write.value, id, arguments, 0);
      const ElementKey key = attributeKey(write.field);
      for (const ObjectId object : values()[receiver].objects)
        if (hasContent(object))
          for (const Element& element : contentOf(object).elements)
            if (element.key == key)
              value = values().join(element.value, value);
      setElement(receiver, key, value);
    }
  if (!summary.returns)
    return values().unknown();
  return values().stepped(import(*summary.returns, id, arguments, 0), StepKind::FromCall, id,
                          label);
}

// `Color(text)` looks a member of the enumeration up, or raises.
bool Evaluator::convertsToMember(Symbol className) {
  const ClassInfo* info = in_.program.classInfo(className);
  return info != nullptr &&
         std::any_of(info->bases.begin(), info->bases.end(), [&](const TypeRef& base) {
           return base.kind == TypeKind::Model && modelCleansAll(base.id, 8);
         });
}

bool Evaluator::modelCleansAll(ModelId entry, int depth) const {
  const ModelEntry& model = in_.models[entry];
  return model.cleans == kAllSinks ||
         (depth > 0 && std::any_of(model.bases.begin(), model.bases.end(),
                                   [&](ModelId base) { return modelCleansAll(base, depth - 1); }));
}

ValueId Evaluator::construct(Symbol className, const Arguments& given, NodeId id) {
  Content content;
  content.exact = false;
  const TypeRef type{TypeKind::LocalInstance, className};
  const ValueId object = newObject(id, content, std::span<const TypeRef>(&type, 1));
  if (convertsToMember(className))
    return values().text();
  const Symbol init = in_.program.method(className, in_.symbols.intern("__init__"));
  const Summary* summary = init != kNoSymbol ? in_.program.summary(init) : nullptr;
  if (summary != nullptr) {
    applySummary(*summary, object, given, id, className);
    return object;
  }
  // A class without __init__ that takes arguments is a dataclass or its like: fields in the order
  // they are declared.
  const ClassInfo* info = in_.program.classInfo(className);
  std::size_t next = 0;
  for (const Argument& argument : given.all) {
    if (argument.keyword != kNoSymbol)
      setElement(object, attributeKey(argument.keyword), argument.value);
    else if (info != nullptr && next < info->declared.size() && !argument.star &&
             !argument.doubleStar)
      setElement(object, attributeKey(info->declared[next++]), argument.value);
  }
  return object;
}

ValueId Evaluator::callNested(NodeId functionId, const Arguments& given) {
  const Node& function = ast_[functionId];
  if (nestedActive_.size() >= kMaxNestedDepth ||
      std::find(nestedActive_.begin(), nestedActive_.end(), functionId) != nestedActive_.end())
    return unknownCall(kBottom, given);
  nestedActive_.push_back(functionId);
  nestedCalled_.insert(functionId);
  if (function.a != kNoNode) {
    std::size_t next = 0;
    for (const NodeId id : ast_.list(function.a)) {
      const Node& parameter = ast_[id];
      const Argument* argument = given.find({static_cast<std::int16_t>(next++), parameter.symbol});
      ValueId value = argument != nullptr      ? argument->value
                      : parameter.a != kNoNode ? eval(parameter.a)
                                               : values().unknown();
      const auto kind = static_cast<ParameterKind>(parameter.op);
      if (kind == ParameterKind::VarArgs || kind == ParameterKind::KeywordArgs) {
        Content content;
        content.exact = false;
        for (const Argument& any : given.all)
          content.rest = values().join(content.rest, any.value);
        value = newObject(id, content);
      }
      if (const std::int32_t slot = in_.scopes.of(id); slot >= 0)
        state_.variables[static_cast<std::size_t>(slot)] = value;
    }
  }
  ValueId result = kBottom;
  if (function.kind == NodeKind::Lambda) {
    result = eval(function.b);
  } else {
    const ValueId outerReturned = std::exchange(returned_, kBottom);
    const ValueId outerYielded = std::exchange(yielded_, kBottom);
    State outerExit = std::exchange(exit_, State{false, {}, {}});
    State before = state_;
    block(function.b);
    join(exit_, state_);
    if (state_.reachable)
      returned_ = values().join(returned_, values().none());
    if (exit_.reachable) {
      state_ = std::move(exit_);
    } else {
      // It never returns. The rest of the caller's statement is still looked at, and needs
      // variables.
      state_ = std::move(before);
      state_.reachable = false;
    }
    exit_ = std::move(outerExit);
    result = returned_;
    if (yielded_ != kBottom) {
      Content content;
      content.exact = false;
      content.rest = yielded_;
      result = newObject(functionId, content);
    }
    returned_ = outerReturned;
    yielded_ = outerYielded;
  }
  nestedActive_.pop_back();
  return result == kBottom ? values().unknown() : result;
}

// Nested functions that nobody here calls (callbacks, routes of an application factory) still run
// some time.
void Evaluator::finishNestedFunctions() {
  for (std::size_t i = 0; i < nestedDefined_.size(); ++i) {
    const NodeId id = nestedDefined_[i];
    if (!nestedCalled_.insert(id).second)
      continue;
    const State after = state_;
    if (!state_.reachable)
      state_ = exit_;
    if (!state_.reachable || state_.variables.empty()) {
      state_ = after;
      continue;
    }
    const Node& function = ast_[id];
    bindParameters(function);
    if (function.kind == NodeKind::Lambda) {
      eval(function.b);
    } else {
      const ValueId outerReturned = std::exchange(returned_, kBottom);
      const ValueId outerYielded = std::exchange(yielded_, kBottom);
      State outerExit = std::exchange(exit_, State{false, {}, {}});
      block(function.b);
      exit_ = std::move(outerExit);
      returned_ = outerReturned;
      yielded_ = outerYielded;
    }
    state_ = after;
  }
}

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
      result = values().join(result, callType(type, kBottom, one, id));
    if (name == "filter" || result == kBottom)
      result = name == "filter" ? element : unknownCall(kBottom, one);
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
