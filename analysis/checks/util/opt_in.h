// Dangers that somebody has to ask for. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/findings/finding.h"

#include <optional>

namespace pysecd {

// True where the place runs only if a flag or an option asks for it (`if not self.verify:`), so
// that whoever sets it decides.
bool isAskedFor(const FunctionContext& context, NodeId place);

// For MisuseRule: at most Information there.
std::optional<Severity> lessIfAskedFor(const FunctionContext& context, NodeId place,
                                       Severity severity);

} // namespace pysecd
