// How a library name is written at a place of the program: through the imports there are, aliases
// respected, or through one that has to be added. Pure: the thread that runs the checks.
#pragma once

#include "analysis/flow/function_flow.h"

#include <optional>
#include <string>
#include <string_view>

namespace pysecd {

struct SpelledName {
  std::string text;   // "hashlib.sha256", "h.sha256", "sha256"
  std::string import; // the module that must be imported for it; empty: none
};

// `written`: the expression that the name stands in for; what it is reached through is kept if it
// leads to `dotted` as well. nullopt if a name of the program is in the way.
std::optional<SpelledName> spellName(const Ast& ast, const FunctionFlow& flow,
                                     const ModelSet& models, const SymbolTable& symbols,
                                     Program& program, NodeId written, std::string_view dotted);

// "xml.etree.ElementTree" of "xml.etree.ElementTree.parse", "ssl" of "ssl.TLSVersion.TLSv1_2".
std::string_view moduleOf(std::string_view dotted);

} // namespace pysecd
