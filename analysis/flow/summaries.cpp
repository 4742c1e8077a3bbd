// Functions and classes of the program: their summaries applied to the arguments at hand.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <utility>

namespace pysecd::flow {

namespace {
constexpr int kMaxImportDepth = 6;
constexpr int kMaxPartDepth = 3;
} // namespace

bool Evaluator::bindsReceiver(const Summary& summary, ValueId receiver) const {
  if (receiver == kBottom || !summary.isMethod || summary.parameters.empty())
    return false;
  // Class.method(instance, ...) hands the instance in itself.
  return summary.isClassMethod ||
         std::none_of(values()[receiver].types.begin(), values()[receiver].types.end(),
                      [](const TypeRef& type) { return type.kind == TypeKind::LocalClass; });
}

ValueId Evaluator::callFunction(Symbol key, ValueId receiver, const Arguments& given, NodeId id) {
  const Summary* summary = in_.program.summary(key);
  if (summary == nullptr || depth_ >= kMaxEvaluationDepth)
    return unknownCall(receiver, given);
  ++depth_;
  const NodeId callee = ast_[id].a != kNoNode ? ast_[id].a : id;
  const ValueId result =
      applySummary(key, *summary, bindsReceiver(*summary, receiver) ? receiver : kBottom, given, id,
                   in_.symbols.intern(ast_.text(callee).substr(0, 80)));
  --depth_;
  if (!summary->returns)
    state_.reachable = false;
  return result;
}

// The arguments by parameter; one without a node was not given.
std::vector<Argument> Evaluator::bind(const Summary& summary, ValueId receiver,
                                      const Arguments& given, NodeId id) {
  const std::size_t offset = receiver != kBottom ? 1 : 0;
  std::vector<Argument> bound(summary.parameters.size());
  if (offset == 1)
    bound[0] = {ast_[id].kind == NodeKind::Call ? ast_[id].a : id, receiver, kNoSymbol, false,
                false};
  const auto add = [&](std::size_t i, const Argument& argument, bool rest) {
    bound[i].value = rest ? values().join(bound[i].value, argument.value) : argument.value;
    bound[i].node = argument.node;
    bound[i].star = rest;
  };
  std::size_t next = offset;
  for (const Argument& argument : given.all) {
    if (argument.star || argument.doubleStar) {
      const Argument element{argument.node, anyElement(argument.value), kNoSymbol, true, false};
      for (std::size_t i = next; i < bound.size(); ++i)
        if (bound[i].node == kNoNode)
          bound[i] = element;
      continue;
    }
    if (argument.keyword != kNoSymbol) {
      std::size_t at = bound.size();
      for (std::size_t i = 0; i < bound.size(); ++i) {
        if (summary.parameters[i].name == argument.keyword) {
          at = i;
          break;
        }
        if (summary.parameters[i].kind == ParameterKind::KeywordArgs)
          at = i;
      }
      if (at < bound.size())
        add(at, argument, summary.parameters[at].kind == ParameterKind::KeywordArgs);
      continue;
    }
    if (next < bound.size() && summary.parameters[next].kind != ParameterKind::KeywordOnly &&
        summary.parameters[next].kind != ParameterKind::KeywordArgs) {
      const bool rest = summary.parameters[next].kind == ParameterKind::VarArgs;
      add(next, argument, rest);
      next += rest ? 0 : 1;
    }
  }
  return bound;
}

// What a part of a parameter is at this call.
ValueId Evaluator::argumentPart(ValueId argument, ElementKey field, NodeId at) {
  if (field == kNoKey || argument == kBottom)
    return argument;
  if (isResultKey(field))
    return callOf(field) < callResults_.size() ? callResults_[callOf(field)]
                                               : values().derived(flattened(argument));
  // A property may rest on a property, in a subclass even on itself.
  if (partDepth_ >= kMaxPartDepth || outOfBudget())
    return values().derived(flattened(argument));
  ++partDepth_;
  ValueId part = argument;
  if (isAttributeKey(field)) {
    std::string_view path = text(symbolOf(field));
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
      part = attributeOf(part, in_.symbols.intern(path.substr(0, dot)), at);
      path.remove_prefix(dot + 1);
    }
    part = attributeOf(part, in_.symbols.intern(path), at);
  } else {
    part = elementAt(argument, field);
  }
  --partDepth_;
  return part;
}

ValueId Evaluator::applySummary(Symbol function, const Summary& summary, ValueId receiver,
                                const Arguments& given, NodeId id, Symbol label) {
  if (summary.parameters.empty())
    receiver = kBottom;
  const std::vector<Argument> bound = bind(summary, receiver, given, id);
  std::vector<ValueId> arguments(bound.size());
  for (std::size_t i = 0; i < bound.size(); ++i)
    arguments[i] =
        bound[i].node != kNoNode ? bound[i].value : values().text(); // a default: the program's own
  const std::vector<ValueId> results = applyCalls(summary, bound, arguments, id, label);
  const std::span<const ValueId> outerResults = std::exchange(callResults_, results);
  for (const ParameterSink& sink : summary.sinks) {
    const auto index = static_cast<std::size_t>(sink.parameter);
    if (index >= bound.size() || bound[index].node == kNoNode)
      continue;
    Argument part = bound[index];
    part.value = argumentPart(part.value, sink.field, id);
    if (SinkHit* const made = hit(id, part, sink.row, kNoModel, sink.callee, sink.whole)) {
      made->throughFunction = function;
      made->throughParameter = sink.parameter;
    }
  }
  const ValueId result =
      summary.returns ? import(*summary.returns, id, arguments, 0) : values().unknown();
  if (receiver != kBottom && isObject(receiver)) {
    // All are read before any is written.
    std::vector<std::pair<ElementKey, ValueId>> writes;
    for (const FieldWrite& write : summary.fields)
      if (write.value)
        writes.emplace_back(attributeKey(write.field), import(*write.value, id, arguments, 0));
    for (const auto& [key, value] : writes)
      setElement(receiver, key, value);
  }
  applyPuts(function, summary, receiver, bound, arguments, id, label);
  callResults_ = outerResults;
  for (std::size_t i = 0; i < bound.size(); ++i)
    if (summary.parameters[i].cleanAfter != 0 && bound[i].node != kNoNode && !bound[i].star &&
        (i != 0 || receiver == kBottom))
      narrowTo(bound[i].node, summary.parameters[i].cleanAfter, state_);
  return values().stepped(result, StepKind::FromCall, id, label, function);
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
    applySummary(init, *summary, object, given, id, className);
    return object;
  }
  constructRecord(object, className, given, id);
  return object;
}

// The fields of a class without a constructor of its own, in the order in which it takes them:
// a dataclass or its like.
std::vector<DeclaredField> Evaluator::recordFields(Symbol className, int depth) {
  const ClassInfo* info = depth > 0 ? in_.program.classInfo(className) : nullptr;
  if (info == nullptr)
    return {};
  std::vector<DeclaredField> fields;
  for (const TypeRef& base : info->bases)
    if (base.kind == TypeKind::LocalClass)
      for (DeclaredField& field : recordFields(base.id, depth - 1))
        fields.push_back(std::move(field));
  for (const DeclaredField& field : info->declared) {
    const auto known = std::find_if(fields.begin(), fields.end(), [&](const DeclaredField& other) {
      return other.name == field.name;
    });
    if (known != fields.end())
      *known = field;
    else
      fields.push_back(field);
  }
  return fields;
}

void Evaluator::constructRecord(ValueId object, Symbol className, const Arguments& given,
                                NodeId id) {
  const std::vector<DeclaredField> fields = recordFields(className, kMaxBases);
  const TypeRef type{TypeKind::LocalClass, className};
  const ValueId itself = values().typed(type, kObject);
  // What is not given is as the class body says.
  for (const DeclaredField& field : fields)
    if (const ValueId byDefault = fieldByClass(itself, type, field.name, id); byDefault != kBottom)
      setElement(object, attributeKey(field.name), byDefault);
  if (isNamedTuple(className)) {
    std::vector<Symbol> names;
    for (const DeclaredField& field : fields)
      names.push_back(field.name);
    return fillNamedTuple(object, names, given);
  }
  std::size_t next = 0;
  for (const Argument& argument : given.all) {
    if (argument.keyword != kNoSymbol)
      setElement(object, attributeKey(argument.keyword), argument.value);
    else if (argument.star || argument.doubleStar)
      for (const DeclaredField& field : fields)
        setElement(object, attributeKey(field.name), anyElement(argument.value));
    else if (next < fields.size())
      setElement(object, attributeKey(fields[next++].name), argument.value);
  }
}

// A value of a summary or of the module, with the call's arguments in place of parameters.
ValueId Evaluator::import(const PortableValue& portable, NodeId at,
                          std::span<const ValueId> arguments, int depth) {
  Value own;
  own.may = portable.may;
  ValueId same = kBottom; // arguments that it may be
  ValueId made = kBottom; // what is made of arguments
  std::vector<Origin> origins;
  const bool harmless = (portable.may & kUnknown) == 0;
  for (const PortableOrigin& origin : portable.origins) {
    if (origin.parameter < 0) {
      origins.push_back({origin.kinds, -1, origin.cleaned,
                         values().add(Step{StepKind::Source, at, 0, 1, origin.label})});
      continue;
    }
    const bool passesObject = origin.exact && (portable.may & kObject) != 0;
    if (static_cast<std::size_t>(origin.parameter) >= arguments.size() ||
        (harmless && !passesObject))
      continue;
    ValueId part =
        argumentPart(arguments[static_cast<std::size_t>(origin.parameter)], origin.field, at);
    if (!origin.exact)
      part = values().derived(flattened(part));
    if (origin.cleaned != 0)
      part = values().cleaned(part, origin.cleaned);
    ValueId& into = origin.exact ? same : made;
    into = values().join(into, part);
  }
  const bool onlyParameters = !portable.origins.empty() && origins.empty();
  if (onlyParameters && (same != kBottom || made != kBottom))
    own.may &= static_cast<std::uint8_t>(~kUnknown);
  own.origins = values().keep(origins);
  if (portable.hasConstant)
    own.constant =
        Constant{portable.constantKind, portable.integer, values().keepText(portable.text)};
  own.types = values().keep(portable.types);
  if (depth < kMaxImportDepth) {
    std::vector<StringPiece> pieces;
    for (const PortablePiece& piece : portable.pieces)
      pieces.push_back({piece.hole ? std::string_view() : values().keepText(piece.text),
                        piece.hole ? import(*piece.hole, at, arguments, depth + 1) : kBottom, at});
    if (portable.hasConstant && (portable.constantKind == Constant::Kind::Str ||
                                 portable.constantKind == Constant::Kind::Bytes))
      pieces.push_back({own.constant->text, kBottom, at});
    own.pieces = values().keep(pieces);
    if (portable.container) {
      Content content;
      content.sequence = portable.sequence;
      content.mapping = portable.mapping;
      content.exact = portable.exact;
      std::vector<Element> elements;
      for (const PortableElement& element : portable.elements)
        elements.push_back({element.key, element.value
                                             ? import(*element.value, at, arguments, depth + 1)
                                             : kBottom});
      content.elements = values().keep(elements);
      if (portable.rest)
        content.rest = import(*portable.rest, at, arguments, depth + 1);
      own.objects = values()[importedObject(content, own.types)].objects;
    }
  }
  // Nothing but an argument comes back: it is the argument.
  const bool nothingOwn = onlyParameters && made == kBottom && !own.constant &&
                          own.pieces.empty() && own.objects.empty() &&
                          (own.may == 0 || (own.may == kObject && own.types.empty()));
  if (nothingOwn && same != kBottom)
    return same;
  if (own.may == 0)
    own.may = kText;
  ValueId result = values().add(own);
  if (made != kBottom)
    result = values().tainted(result, made);
  return same == kBottom ? result : values().join(result, same);
}

} // namespace pysecd::flow
