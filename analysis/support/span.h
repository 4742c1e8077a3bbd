// Byte positions in one text. Everything in analysis/ speaks these; lines and UTF-16 columns exist
// only in analysis/text/line_index.h and server/convert.
#pragma once

#include <compare>
#include <cstdint>

namespace pysecd {

using ByteOffset = std::uint32_t;

// Half-open range of bytes [begin, end).
struct ByteRange {
  ByteOffset begin = 0;
  ByteOffset end = 0;

  constexpr ByteOffset size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(ByteRange other) const {
    return begin <= other.begin && other.end <= end;
  }
  constexpr bool touches(ByteRange other) const { return begin <= other.end && other.begin <= end; }
  constexpr ByteRange shifted(std::int64_t delta) const {
    return {static_cast<ByteOffset>(begin + delta), static_cast<ByteOffset>(end + delta)};
  }
  friend constexpr bool operator==(const ByteRange&, const ByteRange&) = default;
  friend constexpr auto operator<=>(const ByteRange&, const ByteRange&) = default;
};

} // namespace pysecd
