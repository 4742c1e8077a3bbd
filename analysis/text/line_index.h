// Byte offsets <-> lines and columns of one text, for LSP (UTF-8/16/32 columns, 0-based) and for
// people (1-based). Lines end at \n, \r\n and a lone \r (LSP 3.17 "Text Documents"); \f, \v, U+0085
// and U+2028 end no line. Invalid UTF-8 counts one unit a byte. Views the text it was built from.
// Immutable: any thread.
#pragma once

#include "analysis/support/span.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pysecd {

enum class ColumnUnit : std::uint8_t { Utf8, Utf16, Utf32 };

// 0-based line; 0-based column in the units asked for.
struct LineColumn {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend constexpr bool operator==(const LineColumn&, const LineColumn&) = default;
};

class LineIndex {
public:
  explicit LineIndex(std::string_view text);

  std::uint32_t lineCount() const {
    return static_cast<std::uint32_t>(starts_.size());
  } // at least 1
  // Bytes of the line without its line ending. Past the last line: the empty range at the end.
  ByteRange lineContent(std::uint32_t line) const;
  // Offsets past the end are clamped; one between \r and \n is the end of the line that ends
  // there; one inside a character is the character's start.
  LineColumn position(ByteOffset offset, ColumnUnit unit) const;
  // A column past the end of its line is clamped to it (LSP); a line past the end, or a column
  // inside a character (mid-surrogate, mid-UTF-8), gives nullopt.
  std::optional<ByteOffset> offset(LineColumn position, ColumnUnit unit) const;

private:
  std::string_view text_;
  std::vector<ByteOffset> starts_;
  bool ascii_ = true; // then every column is a byte
};

} // namespace pysecd
