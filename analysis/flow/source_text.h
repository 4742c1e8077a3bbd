// How the source of a tainted value is named, in summaries and in explanations alike: the two find
// each other by it. Pure: any thread.
#pragma once

#include "analysis/flow/value.h"

namespace pysecd {

// The label of the first of the steps that led to `last`, or the beginning of its text; empty
// without steps. A view of `symbols` or of the Ast's source.
inline std::string_view sourceText(const Values& values, StepId last, const SymbolTable& symbols,
                                   const Ast& ast) {
  constexpr std::size_t kMaxText = 80;
  if (last == 0)
    return {};
  const Step* step = &values.step(last);
  while (step->previous != 0)
    step = &values.step(step->previous);
  return step->label != kNoSymbol ? symbols.text(step->label)
                                  : ast.text(step->node).substr(0, kMaxText);
}

} // namespace pysecd
