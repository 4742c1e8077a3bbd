#include "server/convert/from_lsp.h"

namespace pysecd {

std::optional<ByteOffset> toOffset(const Text& text, lsp::Position position, ColumnUnit unit) {
  if (position.line == text.lines().lineCount() && position.character == 0)
    return static_cast<ByteOffset>(text.bytes().size());
  return text.lines().offset({position.line, position.character}, unit);
}

std::optional<ByteRange> toByteRange(const Text& text, const lsp::Range& range, ColumnUnit unit) {
  const auto begin = toOffset(text, range.start, unit);
  const auto end = toOffset(text, range.end, unit);
  if (!begin || !end || *end < *begin)
    return std::nullopt;
  return ByteRange{*begin, *end};
}

} // namespace pysecd
