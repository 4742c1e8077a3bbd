// Text as a terminal shows it: how many cells a character takes, which characters must not reach a
// terminal as they are, and one line of source with carets under a range. Never looks at the
// locale. Pure: any thread.
#pragma once

#include "analysis/support/span.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pysecd::cli {

// Cells of a code point: 0 (combining), 1 or 2 (East Asian wide, emoji), by Unicode 14.
unsigned displayWidth(char32_t codePoint);

// The text with control characters, bidirectional overrides and invalid UTF-8 made visible
// (<U+001B>, <FF>): source and paths come from strangers and must not move the cursor, change
// colours or reorder what is read. Tabs become spaces.
std::string printable(std::string_view text);

// One line of source and the marker line under it, both cut to about `maxWidth` cells around the
// range.
struct Snippet {
  std::string source;
  std::string marker; // "    ^~~~"; starts below the first cell of `source`
};

struct SnippetOptions {
  unsigned gutter = 8;     // cells left of the source on the screen: where tab stops count from
  unsigned maxWidth = 160; // cells
};

// `range` is in bytes of `line`, which has no line ending; what lies past the end is clamped. Tabs
// stay tabs in both lines. An empty range gets a caret where it stands. Looks only at a bounded
// part of a very long line.
Snippet renderSnippet(std::string_view line, ByteRange range, const SnippetOptions& options = {});

} // namespace pysecd::cli
