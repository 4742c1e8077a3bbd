// Applies fixes to a text: `check --fix` and the editor's fix-all use the same function. Pure: any
// thread.
#pragma once

#include "analysis/findings/finding.h"

#include <span>
#include <string>
#include <string_view>

namespace pysecd {

struct FixResult {
  std::string text;
  std::uint32_t applied = 0;
  std::uint32_t conflicts =
      0; // fixes left out because they overlap an earlier one; run again after applying
};

// The text with `edits` (sorted, not overlapping, in bytes of `text`) applied.
std::string applyEdits(std::string_view text, std::span<const TextEdit> edits);

// Applies the first fix of each finding that has one, in order of position; unsafe ones only if
// asked.
FixResult applyFixes(std::string_view text, std::span<const Finding> findings, bool unsafe);

} // namespace pysecd
