// Which variable each name of an Ast stands for, by Python's scoping rules (functions, nested
// functions, lambdas, comprehensions, class bodies, global and nonlocal). Never evaluates anything.
// Pure: any thread.
#pragma once

#include "analysis/support/symbols.h"
#include "analysis/syntax/ast.h"

#include <cstdint>
#include <vector>

namespace pysecd {

inline constexpr std::int32_t kGlobalSlot = -1;

struct Scopes {
  // By NodeId, for every node that reads or binds a name (Name, Parameter, FunctionDef, ClassDef,
  // ImportName, ExceptHandler, PatternCapture, PatternAs, PatternStar): its variable, or
  // kGlobalSlot for one of the module or a builtin.
  std::vector<std::int32_t> slot;
  std::vector<Symbol> names; // by slot
  std::size_t moduleNames =
      0; // of a module's Ast: the first so many slots are the module's own names
  std::vector<Symbol> globals;         // global names used, sorted, unique
  std::vector<Symbol> assignedGlobals; // those declared `global` here, sorted, unique
  std::vector<Symbol>
      storedFields; // attributes assigned on the first parameter (`self.x = ...`), sorted, unique

  std::int32_t of(NodeId node) const { return slot[node]; }
};

// Names that `import a.b` binds (`a`) are interned in `symbols`.
Scopes buildScopes(const Ast& ast, SymbolTable& symbols);

} // namespace pysecd
