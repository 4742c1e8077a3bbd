// A library's name in the edits of a fix, as the function at hand can write it, and the import that
// goes with it. Pure: the thread that runs the checks.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/findings/finding.h"
#include "analysis/fixes/spell_name.h"

namespace pysecd {

// As the function of the same name in analysis/fixes/.
std::optional<SpelledName> spellName(const FunctionContext& function, NodeId written,
                                     std::string_view dotted);

// What the name is spelled through, if anything; once.
void addImport(Fix& fix, const SpelledName& name);

} // namespace pysecd
