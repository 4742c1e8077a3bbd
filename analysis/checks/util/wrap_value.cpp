#include "analysis/checks/util/wrap_value.h"

#include "analysis/fixes/spell_name.h"

#include <algorithm>

namespace pysecd {

bool wrapValue(const FunctionContext& function, NodeId expression, std::string_view name,
               std::string_view more, Fix& fix, std::string_view inner) {
  const Ast& ast = function.ast;
  auto spelled = spellName(ast, function.flow, function.models, function.symbols, function.program,
                           expression, name);
  if (!spelled || ast[expression].range().empty())
    return false;
  std::string value(ast.text(expression));
  if (!inner.empty())
    value = std::string(inner) + "(" + value + ")";
  TextEdit edit{ast[expression].range(), spelled->text + "(" + value + std::string(more)};
  const auto at =
      std::lower_bound(fix.edits.begin(), fix.edits.end(), edit,
                       [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  if (at == fix.edits.end() || at->range != edit.range)
    fix.edits.insert(at, std::move(edit));
  if (!spelled->import.empty() &&
      std::find(fix.imports.begin(), fix.imports.end(), spelled->import) == fix.imports.end())
    fix.imports.push_back(std::move(spelled->import));
  return true;
}

} // namespace pysecd
