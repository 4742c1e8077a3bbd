// Functions that are handed to others and called there: by functions of the program, which record
// what they do with a parameter, and by libraries, of which the model says it.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <utility>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxCalls = 16;
constexpr std::size_t kMaxCallArguments = 8;
constexpr int kMaxCallDepth = 3; // a callback that is handed a callback
constexpr int kMaxFoldRounds = 3;
} // namespace

// What calling the parameter gives is for the callers to say: a hole; kBottom if it is no
// parameter.
ValueId Evaluator::noteParameterCall(ValueId target, const Arguments& given) {
  const auto parameter = parameterOf(target);
  if (!parameter || *parameter < 0 || !values()[target].types.empty() ||
      given.all.size() > kMaxCallArguments)
    return kBottom;
  CallOfParameter made{*parameter, {}};
  for (const Argument& argument : given.all) {
    if (argument.star || argument.doubleStar)
      return kBottom;
    made.arguments.emplace_back(argument.keyword, argument.value);
  }
  const auto known = std::find_if(
      parameterCalls_.begin(), parameterCalls_.end(), [&](const CallOfParameter& other) {
        return other.parameter == made.parameter && other.arguments == made.arguments;
      });
  const auto index = static_cast<std::size_t>(known - parameterCalls_.begin());
  if (index >= kMaxCalls)
    return kBottom;
  if (known == parameterCalls_.end())
    parameterCalls_.push_back(std::move(made));
  // What went in and does not come from callers may come back, whoever is called.
  const ValueId any = unknownCall(kBottom, given);
  std::vector<Origin> origins{{0, *parameter, 0, 0, resultKey(index), true}};
  for (const Origin& origin : values()[any].origins)
    if (origin.kinds != 0)
      origins.push_back(origin);
  Value result;
  result.may = kUnknown;
  result.origins = values().keep(origins);
  return values().add(result);
}

// The function is run with these arguments, now or later, or not: what was before may still be.
ValueId Evaluator::callBack(ValueId function, const Arguments& given, NodeId id, Symbol label) {
  if (partDepth_ >= kMaxCallDepth || outOfBudget())
    return unknownCall(kBottom, given);
  const ValueId ofParameter = noteParameterCall(function, given);
  const State before = state_;
  const std::size_t hits = out_.hits.size();
  ++partDepth_;
  const ValueId result = callAny(function, kBottom, given, id);
  --partDepth_;
  join(state_, before);
  for (std::size_t i = hits; i < out_.hits.size(); ++i)
    if (out_.hits[i].call == id &&
        out_.hits[i].through == kNoSymbol) // not a call of the sink that could be rewritten here
      out_.hits[i].through = label;
  return result != kBottom        ? result
         : ofParameter != kBottom ? ofParameter
                                  : unknownCall(kBottom, given);
}

// What each call gave. The argument of the call from which the callback's argument comes: that is
// where a person looks.
std::vector<ValueId> Evaluator::applyCalls(const Summary& summary, std::span<const Argument> bound,
                                           std::span<const ValueId> arguments, NodeId id,
                                           Symbol label) {
  std::vector<ValueId> results;
  for (const ParameterCall& call : summary.calls) {
    const auto index = static_cast<std::size_t>(call.parameter);
    if (index >= bound.size() || bound[index].node == kNoNode || bound[index].star) {
      results.push_back(values().unknown());
      continue;
    }
    const std::span<const ValueId> outer = std::exchange(callResults_, results);
    Arguments given;
    for (const auto& [keyword, value] : call.arguments) {
      Argument argument{bound[index].node, values().unknown(), keyword, false, false};
      if (value) {
        argument.value = import(*value, id, arguments, 0);
        for (const PortableOrigin& origin : value->origins)
          if (origin.parameter >= 0 && static_cast<std::size_t>(origin.parameter) < bound.size() &&
              bound[static_cast<std::size_t>(origin.parameter)].node != kNoNode)
            argument.node = bound[static_cast<std::size_t>(origin.parameter)].node;
      }
      given.all.push_back(argument);
    }
    callResults_ = outer;
    results.push_back(callBack(arguments[index], given, id, label));
  }
  return results;
}

// The arguments that a library calls a function with.
Arguments Evaluator::handedOver(const CallbackRow& row, ValueId receiver, const Arguments& given) {
  Arguments out;
  const auto pass = [&](Argument argument) {
    if (row.each && !argument.doubleStar)
      argument.value =
          argument.star ? anyElement(argument.value) : iterated(argument.value, argument.node);
    out.all.push_back(argument);
  };
  std::vector<const Argument*> named{given.find(row.function), given.find(row.initial),
                                     given.find(row.spread), given.find(row.keywords)};
  for (const ArgSpec& spec : row.pass) {
    const Argument* argument = given.find(spec);
    named.push_back(argument);
    if (argument != nullptr)
      pass(*argument);
    else if (!spec.present() && receiver != kBottom)
      pass({given.all.empty() ? ast_.root : given.all[0].node, receiver, kNoSymbol, false, false});
  }
  if (row.rest >= 0) {
    std::int16_t position = 0;
    for (const Argument& argument : given.all) {
      const bool positional = argument.keyword == kNoSymbol && !argument.doubleStar;
      if (positional && position++ < row.rest)
        continue;
      if (std::find(named.begin(), named.end(), &argument) == named.end())
        pass(argument);
    }
  }
  if (const Argument* spread = given.find(row.spread))
    spreadSequence(spread->node, row.each ? iterated(spread->value, spread->node) : spread->value,
                   out);
  if (const Argument* keywords = given.find(row.keywords))
    spreadMapping(keywords->node, keywords->value, out);
  return out;
}

// What the row says that the call gives; kBottom if it says nothing.
ValueId Evaluator::runCallback(const CallbackRow& row, ValueId receiver, const Arguments& given,
                               NodeId id) {
  Arguments over = handedOver(row, receiver, given);
  if (!row.calls) {
    std::vector<ValueId> collected;
    const bool exact = !row.each && std::none_of(over.all.begin(), over.all.end(),
                                                 [](const Argument& a) { return a.star; });
    ValueId any = kBottom;
    for (const Argument& argument : over.all) {
      collected.push_back(argument.value);
      any = values().join(any, argument.star ? anyElement(argument.value) : argument.value);
    }
    if (exact)
      return newList(id, collected);
    Content content;
    content.exact = false;
    content.rest = any;
    return newObject(id | kSecondSite, content);
  }
  const Argument* named = given.find(row.function);
  const ValueId function =
      row.function.present() ? (named != nullptr ? named->value : kBottom) : receiver;
  if (function == kBottom)
    return kBottom;
  const Symbol label = in_.symbols.intern(ast_.text(ast_[id].a).substr(0, 80));
  ValueId result = kBottom;
  if (row.folds) {
    const Argument* initial = given.find(row.initial);
    result = initial != nullptr ? initial->value
             : over.all.empty() ? values().unknown()
                                : over.all[0].value;
    over.all.insert(over.all.begin(), {id, result, kNoSymbol, false, false});
    for (int round = 0; round < kMaxFoldRounds; ++round) {
      over.all[0].value = result;
      const ValueId grown = values().join(result, callBack(function, over, id, label));
      if (grown == result)
        break;
      result = grown;
    }
  } else {
    result = callBack(function, over, id, label);
  }
  if (row.gives != CallbackRow::Gives::Collection)
    return result;
  Content content;
  content.exact = false;
  content.rest = result;
  return newObject(id | kSecondSite, content);
}

} // namespace pysecd::flow
