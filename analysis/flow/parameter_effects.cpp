// What a function does to what it is given: it puts values into containers and objects. Recorded
// where the parameter itself is meant, applied at each call.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {

constexpr std::size_t kMaxPuts = 32;

enum class Puts { Nothing, Last, ElementsOfLast, SecondUnderFirst };

Puts putsOf(std::string_view method) {
  constexpr std::string_view kLast[] = {"append", "add", "appendleft", "insert", "push"};
  constexpr std::string_view kElements[] = {"extend", "update", "extendleft"};
  if (std::find(std::begin(kLast), std::end(kLast), method) != std::end(kLast))
    return Puts::Last;
  if (std::find(std::begin(kElements), std::end(kElements), method) != std::end(kElements))
    return Puts::ElementsOfLast;
  return method == "setdefault" || method == "__setitem__" ? Puts::SecondUnderFirst : Puts::Nothing;
}

} // namespace

void Evaluator::notePut(ValueId container, std::optional<ElementKey> key, ValueId value) {
  const auto parameter = parameterOf(container);
  if (!parameter || *parameter < 0 || (selfObject_ != kNoObject && *parameter == 0))
    return;
  const ElementKey place = key.value_or(kNoKey);
  const auto known = std::find_if(puts_.begin(), puts_.end(), [&](const Put& put) {
    return put.parameter == *parameter && put.key == place;
  });
  if (known != puts_.end())
    known->value = values().join(known->value, value);
  else if (puts_.size() < kMaxPuts)
    puts_.push_back({*parameter, place, value});
}

void Evaluator::noteMethodPut(ValueId receiver, std::string_view method, const Arguments& given) {
  const Puts puts = putsOf(method);
  if (puts == Puts::Nothing || given.all.empty() || !parameterOf(receiver))
    return;
  const Argument& last = given.all.back();
  if (puts == Puts::SecondUnderFirst && given.all.size() == 2)
    notePut(receiver, keyOf(given.all[0].value), last.value);
  else if (puts == Puts::Last && !last.star && last.keyword == kNoSymbol)
    notePut(receiver, std::nullopt, last.value);
  else if (puts == Puts::ElementsOfLast && last.keyword != kNoSymbol)
    for (const Argument& argument : given.all)
      notePut(receiver, stringKey(argument.keyword), argument.value);
  else if (puts == Puts::ElementsOfLast)
    notePut(receiver, std::nullopt, anyElement(last.value));
}

void Evaluator::finishParameterEffects(const std::vector<ContentId>& heap) {
  const auto portable = [&](ValueId value) {
    return exportValue(values(), value, heap, in_.symbols, ast_, selfObject_);
  };
  for (const Put& put : puts_)
    out_.summary.puts.push_back({put.parameter, put.key, portable(put.value)});
  for (const CallOfParameter& call : parameterCalls_) {
    ParameterCall& made = out_.summary.calls.emplace_back();
    made.parameter = call.parameter;
    for (const auto& [keyword, value] : call.arguments)
      made.arguments.emplace_back(keyword, portable(value));
  }
}

void Evaluator::applyPuts(Symbol function, const Summary& summary, ValueId receiver,
                          std::span<const Argument> bound, std::span<const ValueId> arguments,
                          NodeId id, Symbol label) {
  for (const ParameterWrite& put : summary.puts) {
    const auto index = static_cast<std::size_t>(put.parameter);
    if (!put.value || index >= bound.size() || bound[index].node == kNoNode || bound[index].star ||
        (index == 0 && receiver != kBottom))
      continue;
    const ValueId target = arguments[index];
    ValueId value = import(*put.value, id, arguments, 0);
    value = values().stepped(value, StepKind::PutByCall, id, label, function);
    const std::optional<ElementKey> key =
        put.key == kNoKey ? std::nullopt : std::optional<ElementKey>(put.key);
    notePut(target, key, value);
    if (!isObject(target))
      continue;
    // It may be done on some ways only: what was there may still be.
    for (const ObjectId object : values()[target].objects)
      if (key && hasContent(object))
        for (const Element& element : contentOf(object).elements)
          if (element.key == *key)
            value = values().join(element.value, value);
    setElement(target, key, value);
  }
}

} // namespace pysecd::flow
