#include "analysis/engine/held_findings.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace pysecd {

namespace {

// An insertion replaces nothing, and yet it touches what it stands in.
bool touches(const TextChange& change, ByteRange range) {
  return range.end > change.begin && range.begin < change.beforeEnd;
}

ByteRange moved(const TextChange& change, ByteRange range) {
  return range.begin < change.beforeEnd ? range : range.shifted(change.delta());
}

} // namespace

void HeldFindings::move(const TextChange& change) {
  if (change.none())
    return;
  std::erase_if(findings_, [&](Finding& finding) { return !moveFinding(change, finding); });
  for (Function& function : functions_) {
    if (!touches(change, function.range)) {
      function.range = moved(change, function.range);
      continue;
    }
    function.touched = true;
    function.range.begin = std::min(function.range.begin, change.begin);
    const std::int64_t end = function.range.end + change.delta();
    function.range.end = static_cast<ByteOffset>(std::max<std::int64_t>(end, change.afterEnd));
  }
}

// False if it is to be forgotten.
bool HeldFindings::moveFinding(const TextChange& change, Finding& finding) const {
  if (touches(change, finding.range))
    return false;
  const bool touched =
      std::any_of(functions_.begin(), functions_.end(), [&](const Function& function) {
        return function.range.contains(finding.range) && touches(change, function.range);
      });
  if (touched && !finding.fixes.empty()) {
    finding.fixes.clear();
    finding.whyNoFix = "the text is not complete";
  }
  finding.range = moved(change, finding.range);
  std::erase_if(finding.notes,
                [&](const Note& note) { return note.path.empty() && touches(change, note.range); });
  for (Note& note : finding.notes)
    if (note.path.empty())
      note.range = moved(change, note.range);
  for (Fix& fix : finding.fixes)
    for (TextEdit& edit : fix.edits)
      edit.range = moved(change, edit.range); // an added import may stand before the change
  if (finding.suppressAt)
    finding.suppressAt = moved(change, {*finding.suppressAt, *finding.suppressAt}).begin;
  return true;
}

bool HeldFindings::swallowed(const Items& items) const {
  std::unordered_set<std::string_view> names;
  for (const Item& item : items.items)
    names.insert(item.qualname);
  return std::any_of(functions_.begin(), functions_.end(), [&](const Function& function) {
    if (function.touched)
      return false;
    if (function.ordinal == 0)
      return !names.contains(function.qualname);
    return std::none_of(items.items.begin(), items.items.end(), [&](const Item& item) {
      return item.qualname == function.qualname && item.ordinal == function.ordinal;
    });
  });
}

void HeldFindings::remember(const Items& items, const std::vector<Finding>& findings) {
  functions_.clear();
  for (std::size_t i = 1; i < items.items.size(); ++i)
    functions_.push_back({items.items[i].qualname, items.items[i].ordinal, items.items[i].range});
  findings_ = findings;
}

} // namespace pysecd
