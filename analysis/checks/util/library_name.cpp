#include "analysis/checks/util/library_name.h"

#include <algorithm>

namespace pysecd {

std::optional<SpelledName> spellName(const FunctionContext& function, NodeId written,
                                     std::string_view dotted) {
  return spellName(function.ast, function.flow, function.models, function.symbols, function.program,
                   written, dotted);
}

void addImport(Fix& fix, const SpelledName& name) {
  if (!name.import.empty() &&
      std::find(fix.imports.begin(), fix.imports.end(), name.import) == fix.imports.end())
    fix.imports.push_back(name.import);
}

} // namespace pysecd
