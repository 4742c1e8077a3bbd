// The way a value took to a sink, as notes for people: where it enters, what passes it on. Pure:
// any thread.
#pragma once

#include "analysis/checks/rule.h"

#include <optional>
#include <vector>

namespace pysecd {

// The shortest unsanitized origin of that kind at the sink; nullptr if there is none.
const Origin* bestOrigin(const SinkContext& context, Taint kind);

// Source first; ranges count in the Ast's source. Without a kind: of no single source, only the
// helper that holds the sink.
std::vector<Note> explainFlow(const SinkContext& context, std::optional<Taint> kind);

} // namespace pysecd
