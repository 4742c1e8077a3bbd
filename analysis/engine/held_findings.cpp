#include "analysis/engine/held_findings.h"

#include <algorithm>

namespace pysecd {

void HeldFindings::move(const TextChange& change) {
  if (change.none())
    return;
  std::erase_if(functions_, [&](const Function& function) {
    return function.range.end > change.begin && function.range.begin < change.beforeEnd;
  });
  for (Function& function : functions_) {
    if (function.range.begin < change.beforeEnd)
      continue;
    function.range = function.range.shifted(change.delta());
    for (Finding& finding : function.findings) {
      finding.range = finding.range.shifted(change.delta());
      for (Note& note : finding.notes)
        note.range = note.range.shifted(change.delta());
      for (Fix& fix : finding.fixes)
        for (TextEdit& edit : fix.edits)
          if (edit.range.begin >= change.beforeEnd) // an added import may stand before the change
            edit.range = edit.range.shifted(change.delta());
    }
  }
}

bool HeldFindings::present(const Items& items, const Function& function) {
  return std::any_of(items.items.begin(), items.items.end(), [&](const Item& item) {
    return item.qualname == function.qualname && item.ordinal == function.ordinal;
  });
}

void HeldFindings::addVanished(const Items& items, std::vector<Finding>& findings) const {
  for (const Function& function : functions_)
    if (!present(items, function))
      findings.insert(findings.end(), function.findings.begin(), function.findings.end());
}

void HeldFindings::remember(const Items& items, const std::vector<Finding>& findings,
                            bool keepVanished) {
  if (keepVanished)
    std::erase_if(functions_, [&](const Function& function) { return present(items, function); });
  else
    functions_.clear();
  for (std::size_t i = 1; i < items.items.size(); ++i) {
    const Item& item = items.items[i];
    Function function{item.qualname, item.ordinal, item.range, {}};
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(function.findings),
                 [&](const Finding& finding) { return item.range.contains(finding.range); });
    if (!function.findings.empty())
      functions_.push_back(std::move(function));
  }
}

} // namespace pysecd
