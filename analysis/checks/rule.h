// The rules a check is made of. A check's .cpp defines one `constexpr Check`; checks.def makes it
// known. Rules look at one function's evaluated flow and never at other checks. Pure: any thread.
#pragma once

#include "analysis/findings/finding.h"
#include "analysis/flow/function_flow.h"

#include <optional>
#include <string>
#include <variant>

namespace pysecd {

// The function a rule looks at.
struct FunctionContext {
  const Ast& ast;
  const FunctionFlow& flow;
  const ModelSet& models;
  const SymbolTable& symbols;
};

// One value at one sink.
struct SinkContext {
  const FunctionContext& function;
  const SinkHit& hit;
};

// Fires when a value of kind `from` reaches a sink of kind `to` unsanitized. The path is found by
// the engine.
struct TaintRule {
  Taint from;
  Sink to;
  bool (*provided)(const SinkContext& context) = nullptr; // present: must hold as well
};

// Fires when `judge` says so of a value at a sink of kind `to`.
struct SinkRule {
  Sink to;
  bool (*judge)(const SinkContext& context);
};

// Fills finding.fixes, or finding.whyNoFix; edits count in the Ast's source.
using FixFunction = void (*)(const SinkContext& context, Finding& finding);

struct Check {
  Severity severity;
  std::uint16_t cwe;
  std::string_view message;
  std::variant<TaintRule, SinkRule> rule;
  FixFunction fix = nullptr;
};

#define CHECK(group, name)                                                                         \
  namespace checks::group {                                                                        \
  extern const Check name;                                                                         \
  }
#include "analysis/checks/checks.def"
#undef CHECK

} // namespace pysecd
