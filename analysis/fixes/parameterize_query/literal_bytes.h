// Where the bytes of a string literal's text are written in the source, through escapes, doubled
// braces and line ends. Pure: any thread.
#pragma once

#include "analysis/support/span.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace pysecd {

// `written` stands at `offset`; `cooked` is what cookedText makes of it under `flags` (StringFlag
// bits). For each byte of `cooked` the range it is written in; bytes after the first of one escape
// have an empty range. False, and `bytes` unspecified, if that can't be told.
bool mapLiteralBytes(std::string_view written, ByteOffset offset, std::string_view cooked,
                     std::uint16_t flags, std::vector<ByteRange>& bytes);

} // namespace pysecd
