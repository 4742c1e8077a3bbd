// The edit that imports a module: among the imports at the head of the file, in order, once, with
// the file's line ends. Pure: any thread.
#pragma once

#include "analysis/findings/fix.h"
#include "analysis/support/symbols.h"
#include "analysis/syntax/ast.h"

#include <optional>
#include <string_view>

namespace pysecd {

// Inserts `import <module>`; `module` is the Ast of the module body, the edit counts in its source.
// nullopt if there is no line of its own for it.
std::optional<TextEdit> importEdit(const Ast& module, const SymbolTable& symbols,
                                   std::string_view name);

} // namespace pysecd
