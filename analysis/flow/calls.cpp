// Calls: which callee runs, and what a library function does by its model.
#include "analysis/flow/evaluator.h"

#include "analysis/flow/value_match.h"

#include <algorithm>
#include <utility>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxHits = 2048;
constexpr int kMaxPartialDepth = 3;
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
      notePassed(spread);
      spreadSequence(node.a, spread, out);
      break;
    }
    case NodeKind::DoubleStarred: {
      const ValueId spread = eval(node.a);
      notePassed(spread);
      spreadMapping(node.a, spread, out);
      break;
    }
    default:
      out.all.push_back({id, eval(id), kNoSymbol, false, false});
      break;
    }
  }
  for (const Argument& argument : out.all)
    notePassed(argument.value);
  return out;
}

// `*sequence`: its elements, if they are known.
void Evaluator::spreadSequence(NodeId node, ValueId sequence, Arguments& out) {
  const Value value = values()[sequence];
  if (value.objects.size() != 1 || !hasContent(value.objects[0]) ||
      !contentOf(value.objects[0]).sequence || !contentOf(value.objects[0]).exact) {
    out.all.push_back({node, sequence, kNoSymbol, true, false});
    return;
  }
  const auto written = ast_[node].kind == NodeKind::Tuple || ast_[node].kind == NodeKind::List
                           ? ast_.list(node)
                           : std::span<const NodeId>();
  const std::span<const Element> elements = contentOf(value.objects[0]).elements;
  std::size_t next = 0;
  for (const Element& element : elements)
    if (!isAttributeKey(element.key)) {
      const NodeId at = written.size() == elements.size() ? written[next++] : node;
      out.all.push_back({at, element.value, kNoSymbol, false, false});
    }
}

// `**mapping`: its entries, if they are known.
void Evaluator::spreadMapping(NodeId node, ValueId mapping, Arguments& out) {
  const Value value = values()[mapping];
  if (value.objects.size() != 1 || value.may != kObject || !hasContent(value.objects[0]) ||
      !contentOf(value.objects[0]).mapping || !contentOf(value.objects[0]).exact ||
      contentOf(value.objects[0]).rest != kBottom) {
    out.all.push_back({node, mapping, kNoSymbol, false, true});
    return;
  }
  for (const Element& element : contentOf(value.objects[0]).elements)
    if (!isIndexKey(element.key) && !isAttributeKey(element.key))
      out.all.push_back({node, element.value, symbolOf(element.key), false, false});
}

// Keeps for the checks what containers hold when they are handed to a call.
void Evaluator::notePassed(ValueId value) {
  for (const ObjectId object : values()[value].objects) {
    if (!hasContent(object))
      continue;
    if (out_.passed.size() <= object)
      out_.passed.resize(object + 1, 0);
    const Content& now = contentOf(object);
    ContentId& known = out_.passed[object];
    known = known == 0 ? values().add(now) : values().joinContent(known, values().add(now));
  }
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
    noteMethodPut(receiver, method, given);
    const bool instance = std::any_of(
        values()[receiver].types.begin(), values()[receiver].types.end(), [&](const TypeRef& type) {
          return type.kind == TypeKind::LocalInstance ||
                 (type.kind == TypeKind::Instance &&
                  in_.models.member(type.id, callee.symbol) != kNoModel);
        });
    if (!instance)
      if (const auto result = containerMethod(receiver, method, given, id))
        return *result;
    if (const Argument* key = instance && isObject(receiver) ? given.positional(0) : nullptr;
        key != nullptr && (method == "get" || method == "pop" || method == "getlist"))
      if (const auto kept = elementKept(receiver, key->value))
        return *kept;
    if (const auto result = stringMethod(receiver, method, given, id))
      return *result;
    target = attributeOf(receiver, callee.symbol, node.a);
    out_.nodeValues[node.a] = values().join(out_.nodeValues[node.a], target);
    if (const ValueId result = callAny(target, receiver, given, id); result != kBottom)
      return result;
    if (isFunctionOrUnknown(receiver))
      if (const ModelId any = in_.models.anyReceiver(callee.symbol); any != kNoModel)
        return callModel(any, receiver, given, id);
    return unknownCall(receiver, given);
  }
  target = eval(node.a);
  const Arguments given = arguments(node);
  const ValueId ofParameter = noteParameterCall(target, given);
  const Value value = values()[target];
  const ValueId result = callAny(target, kBottom, given, id);
  return result != kBottom        ? result
         : ofParameter != kBottom ? ofParameter
                                  : unknownCall(value.origins.empty() ? kBottom : target, given);
}

// Of no known type but, perhaps, that of a function of the program: what a library makes of such
// has methods of its own.
bool Evaluator::isFunctionOrUnknown(ValueId value) const {
  const std::span<const TypeRef> types = values()[value].types;
  return std::all_of(types.begin(), types.end(), [](const TypeRef& type) {
    return type.kind == TypeKind::LocalFunction || type.kind == TypeKind::LocalMethod ||
           type.kind == TypeKind::Nested;
  });
}

// One of several callees runs: each from the state before the call.
ValueId Evaluator::callAny(ValueId target, ValueId receiver, const Arguments& arguments,
                           NodeId id) {
  const std::span<const TypeRef> types = values()[target].types;
  if (types.size() == 1)
    return callType(types[0], target, receiver, arguments, id);
  if (types.empty())
    return kBottom;
  const State before = state_;
  State after = before;
  after.reachable = false;
  ValueId result = kBottom;
  for (const TypeRef& type : types) {
    state_ = before;
    result = values().join(result, callType(type, target, receiver, arguments, id));
    join(after, state_);
  }
  state_ = std::move(after);
  return result;
}

ValueId Evaluator::callType(const TypeRef& type, ValueId target, ValueId receiver,
                            const Arguments& arguments, NodeId id) {
  switch (type.kind) {
  case TypeKind::Model:
    return callModel(type.id, receiver, arguments, id);
  case TypeKind::Instance: {
    if (in_.models.isNamed(type.id, "functools.partial"))
      return callPartial(target, arguments, id);
    if (in_.models.isNamed(type.id, "collections.namedtuple"))
      return callNamedTupleClass(target, arguments, id);
    const Symbol dunder = in_.symbols.find("__call__");
    const ModelId entry = dunder != kNoSymbol ? in_.models.member(type.id, dunder) : kNoModel;
    return entry != kNoModel ? callModel(entry, receiver, arguments, id)
                             : unknownCall(receiver, arguments);
  }
  case TypeKind::LocalFunction:
    return callFunction(type.id, receiver, arguments, id);
  case TypeKind::LocalMethod:
    return callFunction(type.id, receiver != kBottom ? receiver : boundInstance(type, target),
                        arguments, id);
  case TypeKind::LocalClass:
    return construct(type.id, arguments, id);
  case TypeKind::LocalInstance:
    if (const Symbol method = in_.program.method(type.id, in_.symbols.intern("__call__"));
        method != kNoSymbol)
      return callFunction(method, target, arguments, id);
    return unknownCall(receiver, arguments);
  case TypeKind::Nested:
    return callNested(type.id, arguments);
  case TypeKind::LocalModule:
    return unknownCall(receiver, arguments);
  }
  return values().unknown();
}

// The key of a store's entry, made of several arguments; nullopt if one is not known.
std::optional<ElementKey> Evaluator::storeKey(const FlowRow& flow, const Arguments& given) {
  std::string joined;
  for (const ArgSpec& spec : flow.key) {
    const Argument* part = given.find(spec);
    const auto& constant = part != nullptr ? values()[part->value].constant : std::nullopt;
    if (!constant || constant->kind != Constant::Kind::Str)
      return std::nullopt;
    joined.append(constant->text).push_back('\x1f');
  }
  return stringKey(in_.symbols.intern(joined));
}

ValueId Evaluator::storedUnder(ValueId store, std::optional<ElementKey> key) {
  ValueId result = kBottom;
  for (const ObjectId object : values()[store].objects) {
    if (!hasContent(object))
      continue;
    const Content content = contentOf(object);
    if (const Element* found = key ? content.find(*key) : nullptr)
      result = values().join(result, found->value);
    else
      result = values().join(result, key ? content.rest : anyElement(store));
  }
  return result == kBottom ? values().unknown() : result;
}

// functools.partial(f, ...): an object that keeps f and the arguments.
ValueId Evaluator::partial(ModelId entry, const Arguments& given, NodeId id) {
  Content content;
  content.exact = false;
  const TypeRef type{TypeKind::Instance, entry};
  const ValueId made = newObject(id, content, std::span<const TypeRef>(&type, 1));
  std::int64_t next = -1; // the first is the callee
  for (const Argument& argument : given.all) {
    if (argument.star || argument.doubleStar)
      weakAdd(made, anyElement(argument.value));
    else if (argument.keyword != kNoSymbol)
      setElement(made, stringKey(argument.keyword), argument.value);
    else if (next++ < 0)
      setElement(made, attributeKey(in_.symbols.intern("func")), argument.value);
    else
      setElement(made, indexKey(next - 1), argument.value);
  }
  return made;
}

ValueId Evaluator::callPartial(ValueId target, const Arguments& given, NodeId id) {
  const Value value = values()[target];
  if (value.objects.size() != 1 || !hasContent(value.objects[0]))
    return unknownCall(target, given);
  const Content content = contentOf(value.objects[0]);
  const NodeId callee = ast_[id].kind == NodeKind::Call ? ast_[id].a : id;
  Arguments all;
  ValueId function = kBottom;
  for (const Element& element : content.elements) // positions, then keywords, then the callee
    if (isAttributeKey(element.key))
      function = element.value;
    else if (isIndexKey(element.key))
      all.all.push_back({callee, element.value, kNoSymbol, false, false});
  all.all.insert(all.all.end(), given.all.begin(), given.all.end());
  for (const Element& element : content.elements)
    if (!isAttributeKey(element.key) && !isIndexKey(element.key))
      all.all.push_back({callee, element.value, symbolOf(element.key), false, false});
  if (content.rest != kBottom)
    all.all.push_back({callee, content.rest, kNoSymbol, false, true});
  ValueId result = kBottom;
  if (function != kBottom && partDepth_ < kMaxPartialDepth) {
    ++partDepth_; // a partial of a partial
    result = callAny(function, kBottom, all, id);
    --partDepth_;
  }
  return result != kBottom ? result : unknownCall(kBottom, all);
}

// The instance of a method that was taken from it and called elsewhere.
ValueId Evaluator::boundInstance(const TypeRef& method, ValueId target) {
  const std::string_view key = text(method.id);
  const std::size_t dot = key.rfind('.');
  Value instance;
  instance.may = kObject;
  instance.objects = values()[target].objects;
  const TypeRef type{TypeKind::LocalInstance, dot == std::string_view::npos
                                                  ? kNoSymbol
                                                  : in_.symbols.find(key.substr(0, dot))};
  if (type.id != kNoSymbol)
    instance.types = values().keep(std::span<const TypeRef>(&type, 1));
  return values().add(instance);
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
  for (const Argument& argument : arguments.all) {
    ValueId given = values().derived(flattened(argument.value));
    if (!values()[given].origins.empty())
      given = values().cleaned(given, maskOf(Sink::Opaque));
    result = values().join(result, given);
  }
  return result;
}

SinkHit* Evaluator::hit(NodeId call, Argument argument, const SinkRow& row, ModelId api,
                        Symbol through, bool whole) {
  const std::uint64_t key = (std::uint64_t{call} << 32) ^ (std::uint64_t{argument.node} << 6) ^
                            static_cast<std::uint64_t>(row.kind);
  if (row.kind == Sink::Html && values()[argument.value].pieces.size() < 2)
    argument.value = values().opaqueCleaned(argument.value, maskOf(Sink::Html));
  const auto [it, added] = hitIndex_.try_emplace(key, out_.hits.size());
  if (!added) {
    SinkHit& known = out_.hits[it->second];
    known.value = values().join(known.value, argument.value);
    return &known;
  }
  if (out_.hits.size() >= kMaxHits) {
    hitIndex_.erase(it);
    out_.cut = true;
    return nullptr;
  }
  SinkHit made;
  made.call = call;
  made.argument = argument.node;
  made.value = argument.value;
  made.row = row;
  made.api = api;
  made.through = through;
  made.whole = whole;
  out_.hits.push_back(made);
  return &out_.hits.back();
}

// Whether a sink counts in a call with these arguments.
bool Evaluator::counts(const SinkLimit& limit, const Arguments& given) const {
  const auto holds = [&](const MisuseCondition& condition) {
    const Argument* argument = given.find(condition.arg);
    if (argument == nullptr)
      return condition.missing && std::none_of(given.all.begin(), given.all.end(),
                                               [](const Argument& any) { return any.doubleStar; });
    return (condition.tests() || !condition.missing) &&
           matches(values()[argument->value], condition);
  };
  return std::all_of(limit.when.begin(), limit.when.end(), holds) &&
         std::none_of(limit.unless.begin(), limit.unless.end(), holds);
}

void Evaluator::modelSinks(ModelId entry, ValueId receiver, const Arguments& given, NodeId id) {
  const ModelEntry& model = in_.models[entry];
  for (std::size_t i = 0; i < model.sinks.size(); ++i) {
    const SinkRow& row = model.sinks[i];
    if (row.onSet || !counts(model.sinkLimits[i], given))
      continue;
    Argument text;
    if (row.arg.present()) {
      const Argument* argument = given.find(row.arg);
      if (argument == nullptr)
        continue;
      text = *argument;
    } else if (receiver != kBottom && ast_[id].kind == NodeKind::Call &&
               ast_[ast_[id].a].kind == NodeKind::Attribute) {
      text.node = ast_[ast_[id].a].a;
      text.value = receiver;
    } else {
      continue;
    }
    if (row.kind == Sink::Html && ast_[text.node].kind == NodeKind::Dict)
      continue; // it is sent as JSON
    if (row.kind == Sink::Matched && receiver != kBottom)
      notePassed(receiver); // the compiled pattern
    if (model.sinkLimits[i].program && programSinks(row, entry, text, id))
      continue;
    text.value = flattened(text.value); // a list of fragments
    if (text.value != kBottom)
      hit(id, text, row, entry, kNoSymbol, true);
  }
}

// `object.name = value` and `object[key] = value` where the model says that they are sinks.
void Evaluator::assignedSinks(NodeId target, ValueId object, ValueId value) {
  const Node& node = ast_[target];
  const bool item = node.kind == NodeKind::Subscript;
  const Symbol name = item ? in_.symbols.find("__setitem__") : node.symbol;
  const NodeId source = assigned_ != kNoNode ? assigned_ : target;
  const std::vector<TypeRef> types(values()[object].types.begin(), values()[object].types.end());
  if (name == kNoSymbol)
    return;
  for (const TypeRef& type : types) {
    const ModelId entry = type.kind == TypeKind::Instance        ? in_.models.member(type.id, name)
                          : type.kind == TypeKind::LocalInstance ? modelMember(type.id, name)
                                                                 : kNoModel;
    if (entry == kNoModel)
      continue;
    Arguments given;
    if (item) {
      given.all.push_back({node.b, out_.nodeValues[node.b], kNoSymbol, false, false});
      given.all.push_back({source, value, kNoSymbol, false, false});
      modelSinks(entry, kBottom, given, target);
      continue;
    }
    for (const SinkRow& row : in_.models[entry].sinks)
      if (row.onSet)
        hit(target, {source, flattened(value), kNoSymbol, false, false}, row, entry, kNoSymbol,
            true);
  }
}

// A text that a request handler returns, alone or before a status: the framework sends it as HTML.
void Evaluator::returnedSink(NodeId statement, ValueId id) {
  const NodeId expression = ast_[statement].a;
  if (!sendsHtml_ || expression == kNoNode)
    return;
  Argument text{expression, id, kNoSymbol, false, false};
  const Value value = values()[id];
  if (!value.objects.empty()) {
    if (ast_[expression].kind != NodeKind::Tuple || ast_.list(expression).empty())
      return; // a dict or a list is sent as JSON
    text.node = ast_.list(expression)[0];
    text.value = out_.nodeValues[text.node];
    if (!values()[text.value].objects.empty())
      return;
  }
  SinkRow row;
  row.kind = Sink::Html;
  hit(statement, text, row, kNoModel, kNoSymbol, true);
}

ValueId Evaluator::callModel(ModelId entry, ValueId receiver, const Arguments& given, NodeId id) {
  const ModelEntry& model = in_.models[entry];
  modelSinks(entry, receiver, given, id);
  ValueId held = kBottom; // by the object that is returned
  for (const CallbackRow& row : model.callbacks) {
    const ValueId made = runCallback(row, receiver, given, id);
    if (row.gives == CallbackRow::Gives::Inside)
      held = values().join(held, made);
    else if (row.gives != CallbackRow::Gives::Nothing && made != kBottom)
      return made;
  }
  if (model.parent != kNoModel && in_.models[model.parent].parent == kNoModel) {
    const std::string_view module = text(in_.models[model.parent].name);
    if (module == "builtins")
      if (const auto result = builtin(text(model.name), given, id))
        return *result;
    if (module == "functools" && text(model.name) == "partial")
      return partial(entry, given, id);
    if (module == "collections" && text(model.name) == "namedtuple")
      return namedTupleClass(entry, given, id);
    if (module == "collections" && text(model.name) == "defaultdict")
      return defaultDict(given, id);
  }
  if (const Argument* shown = model.shows != 0 ? given.positional(0) : nullptr)
    narrowTo(shown->node, model.shows, state_);
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
        converted = values().join(converted, callType(type, converter->value, kBottom, raw, id));
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
    if (!flow.key.empty() && receiver != kBottom && isObject(receiver)) {
      const std::optional<ElementKey> key = storeKey(flow, given);
      if (flow.to == FlowRow::To::Return)
        return storedUnder(receiver, key);
      setElement(receiver, key, from);
      continue;
    }
    if (flow.inside && isObject(from))
      return anyElement(from);
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
  if (model.spoils != 0 && flowing != kBottom)
    flowing = values().spoiled(flowing, model.spoils);
  if (model.cleans != 0 && flowing != kBottom)
    flowing = values().cleaned(flowing, model.cleans);
  if (model.source != 0) {
    const ValueId source = sourceValue(model.source, id);
    flowing =
        values().join(model.cleans == 0 ? source : values().cleaned(source, model.cleans), flowing);
  }
  if (!typed)
    return flowing == kBottom ? values().text() : flowing;
  const TypeRef type{TypeKind::Instance, model.returns != kNoModel ? model.returns : entry};
  Value out;
  out.may = kObject;
  if (!attributes.empty() || held != kBottom || in_.models[type.id].holdsValues) {
    std::sort(attributes.begin(), attributes.end(),
              [](const Element& a, const Element& b) { return a.key < b.key; });
    Content content;
    content.exact = false;
    content.elements = values().keep(attributes);
    content.rest = held != kBottom ? held : flowing;
    out = values()[newObject(id, content)];
  }
  if (flowing != kBottom && held == kBottom) {
    out.may |= values()[flowing].may & kUnknown;
    out.origins = values()[flowing].origins;
    if (out.origins.empty())
      out.may = kObject;
  }
  out.types = values().keep(std::span<const TypeRef>(&type, 1));
  return values().add(out);
}

} // namespace pysecd::flow
