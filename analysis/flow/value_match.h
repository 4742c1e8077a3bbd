// Whether an abstract value is known to be what a condition of the models asks for: a constant, a
// modelled thing, a number below a bound, text that begins so. What is not known does not match.
// Pure: any thread.
#pragma once

#include "analysis/flow/value.h"

namespace pysecd {

bool matches(const Value& value, const MisuseValue& wanted);

// All tests of the condition but `missing` and `present`; `contains` looks at the text alone.
bool matches(const Value& value, const MisuseCondition& condition);

// A known part of the text holds one of these.
bool holdsText(const Value& value, const std::vector<std::string>& parts);

} // namespace pysecd
