// LSP positions -> bytes. The only place, with to_lsp.h, where columns and byte offsets meet. Pure:
// any thread.
#pragma once

#include "analysis/text/text.h"
#include "protocol/lsp/text.h"

#include <optional>

namespace pysecd {

// A column past the end of its line is clamped to it. The position (line count, 0) is the end of
// the text: clients use it to name the whole document. nullopt for any other line past the end, or
// a column inside a character.
std::optional<ByteOffset> toOffset(const Text& text, lsp::Position position, ColumnUnit unit);

// nullopt also for a range that ends before it starts.
std::optional<ByteRange> toByteRange(const Text& text, const lsp::Range& range, ColumnUnit unit);

} // namespace pysecd
