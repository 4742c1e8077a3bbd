// What changed between two versions of a text, as one replaced range: found by comparing the texts,
// so nobody has to hand edits around or trust them. Pure: any thread.
#pragma once

#include "analysis/support/span.h"

#include <string_view>

namespace pysecd {

// before[begin, beforeEnd) became after[begin, afterEnd); all three stand on UTF-8 character
// boundaries.
struct TextChange {
  ByteOffset begin = 0;
  ByteOffset beforeEnd = 0;
  ByteOffset afterEnd = 0;

  bool none() const { return begin == beforeEnd && begin == afterEnd; }
  // How far what follows the change has moved.
  std::int64_t delta() const { return std::int64_t{afterEnd} - beforeEnd; }
};

TextChange changeBetween(std::string_view before, std::string_view after);

} // namespace pysecd
