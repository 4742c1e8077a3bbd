// Nested functions and lambdas: evaluated in place, where they are called.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <utility>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxNestedDepth = 4;
} // namespace

ValueId Evaluator::callNested(NodeId functionId, const Arguments& given) {
  const Node& function = ast_[functionId];
  if (nestedActive_.size() >= kMaxNestedDepth ||
      std::find(nestedActive_.begin(), nestedActive_.end(), functionId) != nestedActive_.end())
    return unknownCall(kBottom, given);
  nestedActive_.push_back(functionId);
  nestedCalled_.insert(functionId);
  std::vector<std::pair<const Argument*, std::int32_t>> bound;
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
      if (const std::int32_t slot = in_.scopes.of(id); slot >= 0) {
        state_.variables[static_cast<std::size_t>(slot)] = value;
        if (argument != nullptr && value == argument->value)
          bound.emplace_back(argument, slot);
      }
    }
  }
  ValueId result = kBottom;
  const bool outerSends = std::exchange(sendsHtml_, false);
  if (function.kind == NodeKind::Lambda) {
    result = eval(function.b);
  } else {
    const ValueId outerReturned = std::exchange(returned_, kBottom);
    std::vector<Shown> outerShown = std::exchange(shown_, {});
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
    // What holds of its parameters wherever it returns, holds of what was handed in.
    for (const auto& [argument, slot] : bound)
      if (const SinkMask shown = values().shownClean(
              argument->value, state_.variables[static_cast<std::size_t>(slot)]);
          shown != 0 && state_.reachable)
        narrowTo(argument->node, shown, state_);
    result = returned_;
    if (yielded_ != kBottom)
      result = newObject(functionId, generatorContent());
    returned_ = outerReturned;
    shown_ = std::move(outerShown);
    yielded_ = outerYielded;
  }
  sendsHtml_ = outerSends;
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
      std::vector<Shown> outerShown = std::exchange(shown_, {});
      const ValueId outerYielded = std::exchange(yielded_, kBottom);
      State outerExit = std::exchange(exit_, State{false, {}, {}});
      block(function.b);
      exit_ = std::move(outerExit);
      returned_ = outerReturned;
      shown_ = std::move(outerShown);
      yielded_ = outerYielded;
    }
    state_ = after;
  }
}

} // namespace pysecd::flow
