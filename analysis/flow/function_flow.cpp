#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd {

namespace flow {

Evaluator::Evaluator(const FlowInput& input, FunctionFlow& out)
    : in_(input), ast_(input.ast), out_(out) {
  out_.nodeValues.assign(ast_.nodes.size(), kBottom);
  state_.variables.assign(in_.scopes.names.size(), kBottom);
  exit_.reachable = false;
}

void Evaluator::runFunction() {
  const Node& function = ast_[ast_.root];
  bindParameters(function);
  block(function.b);
  finishNestedFunctions();
  finishSummary();
}

void Evaluator::runModule() {
  std::vector<NodeId> stubs;
  for (NodeId id = 1; id < ast_.nodes.size(); ++id)
    if (ast_[id].kind == NodeKind::FunctionDef && (ast_[id].flags & kStub) != 0)
      stubs.push_back(id);
  std::stable_sort(stubs.begin(), stubs.end(),
                   [&](NodeId a, NodeId b) { return ast_[a].begin < ast_[b].begin; });
  for (std::size_t i = 0; i < stubs.size() && i < in_.stubKeys.size(); ++i)
    stubKey_.emplace(stubs[i], in_.stubKeys[i]);
  block(ast_.root);
  finishNestedFunctions();
  const std::vector<ContentId> heap = wholeHeap(state_);
  for (std::size_t slot = 0; slot < in_.scopes.moduleNames; ++slot)
    if (PortablePtr value =
            exportValue(out_.values, state_.variables[slot], heap, in_.symbols, ast_))
      out_.globals.emplace_back(in_.scopes.names[slot], std::move(value));
}

} // namespace flow

std::unique_ptr<FunctionFlow> evaluateFunction(const FlowInput& input) {
  auto out = std::make_unique<FunctionFlow>();
  flow::Evaluator(input, *out).runFunction();
  return out;
}

std::unique_ptr<FunctionFlow> evaluateModule(const FlowInput& input) {
  auto out = std::make_unique<FunctionFlow>();
  flow::Evaluator(input, *out).runModule();
  return out;
}

} // namespace pysecd
