// Applies fixes to a text: `check --fix` and the editor's fix-all use the same function. Pure: any
// thread.
#pragma once

#include "analysis/findings/finding.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

struct FixResult {
  std::string text;
  std::vector<TextEdit> edits; // what made it, sorted and disjoint
  std::uint32_t applied = 0;
  std::uint32_t conflicts =
      0; // fixes left out because they overlap an earlier one; run again after applying
};

// The fix that is taken when nobody chooses: the only applicable one, or the preferred one of
// several. nullptr if there is none, or if a person has to choose. Unsafe fixes are applicable only
// if asked for.
const Fix* automaticFix(const Finding& finding, bool unsafe);

// The text with `edits` (sorted, not overlapping, in bytes of `text`) applied.
std::string applyEdits(std::string_view text, std::span<const TextEdit> edits);

// Applies the automatic fix of each finding that has one, in order of position. Two fixes may share
// an inserted line (an import); any other overlap, or two insertions at one place, leaves the later
// fix out. A fix with edits that are unsorted, overlapping or outside the text is left out as well.
FixResult applyFixes(std::string_view text, std::span<const Finding> findings, bool unsafe);

} // namespace pysecd
