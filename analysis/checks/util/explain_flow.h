// The way a value took to a sink, as notes for people: where it enters, what passes it on. Pure:
// any thread.
#pragma once

#include "analysis/checks/rule.h"

#include <optional>
#include <vector>

namespace pysecd {

// The shortest unsanitized origin of one of these kinds at the sink; nullptr if there is none.
const Origin* bestOrigin(const SinkContext& context, TaintMask kinds);

// Source first; ranges count in the Ast's source. Without kinds: of no single source, only the
// helper that holds the sink.
std::vector<Note> explainFlow(const SinkContext& context, std::optional<TaintMask> kinds);

// How what the function returns and its parameters' ways to sinks are to be explained where it is
// called.
// `summary`: the function's.
std::vector<FunctionTrace> traceFunction(const FunctionContext& function, const Summary& summary);

} // namespace pysecd
