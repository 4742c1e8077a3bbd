// Which whole lines a fix changes, for showing it to a person. Pure: any thread.
#pragma once

#include "analysis/findings/fix.h"
#include "analysis/text/text.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace pysecd::cli {

// A run of lines that gives way to another; either may be empty. Lines are without their endings.
struct ChangedLines {
  std::uint32_t firstLine = 0; // 0-based line of the first removed or added one
  std::vector<std::string> removed;
  std::vector<std::string> added;
};

// In text order. `edits` as in Fix: sorted, not overlapping, in bytes of `text`.
std::vector<ChangedLines> changedLines(const Text& text, std::span<const TextEdit> edits);

} // namespace pysecd::cli
