#include "analysis/checks/util/wrap_value.h"

#include "analysis/checks/util/library_name.h"

#include <algorithm>

namespace pysecd {

bool wrapValue(const FunctionContext& function, NodeId expression, std::string_view name,
               std::string_view more, Fix& fix, std::string_view inner) {
  const Ast& ast = function.ast;
  auto spelled = spellName(function, expression, name);
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
  addImport(fix, *spelled);
  return true;
}

} // namespace pysecd
