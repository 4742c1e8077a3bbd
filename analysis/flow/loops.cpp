// Loops: to a fixed point, and what holds when all rounds are done.
#include "analysis/flow/evaluator.h"

namespace pysecd::flow {

namespace {
constexpr int kMaxLoopRounds = 6;
} // namespace

// iterate(): one pass from state_, leaving in state_ the end of the body and returning the state in
// which the loop ends.
template <typename Iterate> void Evaluator::loop(NodeId orElse, bool entered, Iterate&& iterate) {
  std::vector<State> breaks;
  std::vector<State> continues;
  breaks_.push_back(&breaks);
  continues_.push_back(&continues);
  std::vector<State> firstBreaks;
  if (entered) { // the state before the first round leaves the loop by no way
    iterate();
    for (const State& next : continues)
      join(state_, next);
    firstBreaks = breaks;
  }
  State head = state_;
  State done = head;
  for (int round = 0; round < kMaxLoopRounds && head.reachable; ++round) {
    breaks.clear();
    continues.clear();
    state_ = head;
    done = iterate();
    for (const State& next : continues)
      join(state_, next);
    State grown = head;
    join(grown, state_);
    if (grown == head)
      break;
    head = std::move(grown);
  }
  breaks_.pop_back();
  continues_.pop_back();
  state_ = std::move(done);
  if (state_.reachable)
    block(orElse);
  for (const State& out : breaks)
    join(state_, out);
  for (const State& out : firstBreaks)
    join(state_, out);
}

void Evaluator::whileLoop(const Node& node) {
  loop(node.c, false, [&] {
    State whenTrue;
    State whenFalse;
    condition(node.a, state_, whenTrue, whenFalse);
    state_ = std::move(whenTrue);
    block(node.b);
    return whenFalse;
  });
}

// What every round that does not leave the loop shows of its element. When all rounds are done, it
// holds for all elements.
SinkMask Evaluator::shownOfEach(std::size_t variable, ValueId element, ValueId iterable,
                                NodeId iterableNode) const {
  if (!breaks_.back()->empty())
    return 0;
  const std::int32_t slot =
      ast_[iterableNode].kind == NodeKind::Name ? in_.scopes.of(iterableNode) : kGlobalSlot;
  const auto shown = [&](const State& state) -> SinkMask {
    const bool same = slot >= 0 && state.variables[static_cast<std::size_t>(slot)] == iterable;
    return same ? values().shownClean(element, state.variables[variable]) : 0;
  };
  SinkMask mask = state_.reachable ? shown(state_) : kAllSinks;
  bool any = state_.reachable;
  for (const State& next : *continues_.back()) {
    mask &= shown(next);
    any = true;
  }
  return any ? mask : 0;
}

// The n of `range(n)`, if it is known.
std::optional<std::int64_t> Evaluator::rangeLength(NodeId iterable) const {
  const Node& call = ast_[iterable];
  const auto arguments = call.kind == NodeKind::Call ? ast_.list(call) : std::span<const NodeId>();
  if (arguments.size() != 1 || ast_[call.a].kind != NodeKind::Name ||
      text(ast_[call.a].symbol) != "range")
    return std::nullopt;
  const Value& end = values()[out_.nodeValues[arguments[0]]];
  return end.number() && end.constant ? std::optional(end.constant->integer) : std::nullopt;
}

void Evaluator::forLoop(const Node& node) {
  const ValueId iterable = eval(node.b);
  const auto elements = exactElements(iterable);
  const auto length = rangeLength(node.b);
  if ((elements && elements->empty()) || (length && *length <= 0)) {
    block(node.d);
    return;
  }
  const std::int32_t slot =
      ast_[node.a].kind == NodeKind::Name ? in_.scopes.of(node.a) : kGlobalSlot;
  loop(node.d, elements.has_value() || length.has_value(), [&] {
    State done = state_;
    assignTo(node.a, iterated(iterable, node.b));
    const ValueId element = slot >= 0 ? state_.variables[static_cast<std::size_t>(slot)] : kBottom;
    block(node.c);
    if (element != kBottom)
      narrowContents(node.b, shownOfEach(static_cast<std::size_t>(slot), element, iterable, node.b),
                     done);
    return done;
  });
}

} // namespace pysecd::flow
