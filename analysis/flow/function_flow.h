// Evaluates one function (or the module body) over abstract values: flow-sensitive, branch-pruning,
// loops to a fixed point. The result says which values reach which sinks and what callers must
// know. Never reports: that is the checks'. Thread rule: one FunctionFlow, one thread; inputs must
// outlive it.
#pragma once

#include "analysis/flow/program.h"
#include "analysis/semantic/scope.h"
#include "analysis/support/cancel.h"

#include <memory>
#include <vector>

namespace pysecd {

// A value at a place that must not be shaped from outside.
struct SinkHit {
  NodeId call = kNoNode;
  NodeId argument = kNoNode; // the argument expression
  ValueId value = kBottom;   // joined over all ways to reach the call
  SinkRow row;
  ModelId api = kNoModel; // whose row it is; none through a callee
  Symbol through =
      kNoSymbol; // the sink is inside this callee (text of its call), reached by its parameter
  Symbol throughFunction = kNoSymbol; // key of that callee
  std::int16_t throughParameter = -1;
  bool whole = true; // through: the argument is the whole of the sink's argument
};

struct FlowInput {
  const Ast& ast;
  const Scopes& scopes;
  const ModelSet& models;
  SymbolTable& symbols;
  Program& program;
  Symbol className = kNoSymbol;     // of a method: its class
  std::span<const Symbol> stubKeys; // of the module: the function keys of its stubs, in text order
  CancelToken cancel;
};

struct FunctionFlow {
  Values values;
  std::vector<ValueId>
      nodeValues; // by NodeId: the value the expression had, joined; kBottom: never evaluated
  std::vector<SinkHit> hits; // in order of the calls
  // By ObjectId: what a container held when it was an argument of a call, joined; 0: it was none.
  std::vector<ContentId> passed;
  Summary summary;
  ValueId returned = kBottom;
  bool cut = false; // a bound on work was reached; what is here is true but not all
  // Of the module only:
  std::vector<std::pair<Symbol, PortablePtr>> globals;
  std::vector<ClassInfo> classes;
};

std::unique_ptr<FunctionFlow> evaluateFunction(const FlowInput& input);
std::unique_ptr<FunctionFlow> evaluateModule(const FlowInput& input);

} // namespace pysecd
