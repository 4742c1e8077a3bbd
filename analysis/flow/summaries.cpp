// Functions and classes of the program: their summaries applied to the arguments at hand.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {
constexpr int kMaxImportDepth = 6;
} // namespace

ValueId Evaluator::callFunction(Symbol key, ValueId receiver, const Arguments& given, NodeId id) {
  const Summary* summary = in_.program.summary(key);
  if (summary == nullptr)
    return unknownCall(receiver, given);
  bool bound = receiver != kBottom && summary->isMethod;
  if (bound && !summary->isClassMethod)
    for (const TypeRef& type : values()[receiver].types)
      if (type.kind == TypeKind::LocalClass)
        bound = false; // Class.method(instance, ...)
  return applySummary(key, *summary, bound ? receiver : kBottom, given, id,
                      in_.symbols.intern(ast_.text(ast_[id].a).substr(0, 80)));
}

ValueId Evaluator::applySummary(Symbol function, const Summary& summary, ValueId receiver,
                                const Arguments& given, NodeId id, Symbol label) {
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
      if (SinkHit* const made = hit(id, bound[static_cast<std::size_t>(sink.parameter)], sink.row,
                                    kNoModel, sink.callee, sink.whole)) {
        made->throughFunction = function;
        made->throughParameter = sink.parameter;
      }
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
  return values().stepped(import(*summary.returns, id, arguments, 0), StepKind::FromCall, id, label,
                          function);
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

// A value of a summary or of the module, with the call's arguments in place of parameters.
ValueId Evaluator::import(const PortableValue& portable, NodeId at,
                          std::span<const ValueId> arguments, int depth) {
  Value value;
  value.may = portable.may;
  ValueId viaParameters = kBottom;
  std::vector<Origin> origins;
  for (const PortableOrigin& origin : portable.origins) {
    if (origin.kinds != 0) {
      origins.push_back({origin.kinds, -1, origin.cleaned,
                         values().add(Step{StepKind::Source, at, 0, 1, origin.label})});
    } else if (origin.parameter >= 0 &&
               static_cast<std::size_t>(origin.parameter) < arguments.size()) {
      ValueId argument =
          values().derived(flattened(arguments[static_cast<std::size_t>(origin.parameter)]));
      if (origin.cleaned != 0)
        argument = values().cleaned(argument, origin.cleaned);
      viaParameters = values().join(viaParameters, argument);
    }
  }
  const bool onlyParameters = !portable.origins.empty() && origins.empty();
  if (onlyParameters && viaParameters != kBottom && values()[viaParameters].harmless())
    value.may = static_cast<std::uint8_t>((value.may & ~kUnknown) | values()[viaParameters].may);
  value.origins = values().keep(origins);
  if (portable.hasConstant)
    value.constant =
        Constant{portable.constantKind, portable.integer, values().keepText(portable.text)};
  value.types = values().keep(portable.types);
  if (depth < kMaxImportDepth) {
    std::vector<StringPiece> pieces;
    for (const PortablePiece& piece : portable.pieces)
      pieces.push_back({piece.hole ? std::string_view() : values().keepText(piece.text),
                        piece.hole ? import(*piece.hole, at, arguments, depth + 1) : kBottom, at});
    if (portable.hasConstant && (portable.constantKind == Constant::Kind::Str ||
                                 portable.constantKind == Constant::Kind::Bytes))
      pieces.push_back({value.constant->text, kBottom, at});
    value.pieces = values().keep(pieces);
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
      value.objects = values()[importedObject(content, value.types)].objects;
    }
  }
  const ValueId result = values().add(value);
  return viaParameters == kBottom || values()[viaParameters].harmless()
             ? result
             : values().join(result, viaParameters);
}

} // namespace pysecd::flow
