#include "analysis/text/line_index.h"

#include "analysis/text/utf8.h"

#include <algorithm>
#include <cstring>

namespace pysecd {

namespace {

std::uint32_t unitsOf(std::size_t size, ColumnUnit unit) {
  switch (unit) {
  case ColumnUnit::Utf8:
    return static_cast<std::uint32_t>(size);
  case ColumnUnit::Utf16:
    return size == 4 ? 2 : 1;
  case ColumnUnit::Utf32:
    break;
  }
  return 1;
}

bool isAscii(std::string_view text) {
  std::uint64_t seen = 0;
  std::size_t at = 0;
  for (; at + sizeof seen <= text.size(); at += sizeof seen) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    seen |= eight;
  }
  for (; at < text.size(); ++at)
    seen |= static_cast<unsigned char>(text[at]);
  return (seen & 0x8080'8080'8080'8080) == 0;
}

// The last character boundary at or before `limit`, and its column, starting from `begin` at column
// 0.
struct Boundary {
  ByteOffset offset;
  std::uint32_t column;
};

template <typename Fits>
Boundary lastBoundary(std::string_view text, ByteRange line, ColumnUnit unit, Fits fits) {
  Boundary at{line.begin, 0};
  while (at.offset < line.end) {
    const std::size_t size = decodeUtf8(text.substr(at.offset)).size;
    const Boundary next{at.offset + static_cast<ByteOffset>(size), at.column + unitsOf(size, unit)};
    if (!fits(next))
      break;
    at = next;
  }
  return at;
}

} // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{0}, ascii_(isAscii(text)) {
  // Built for every keystroke, and few texts hold a \r: find() beats a loop over characters.
  if (text.find('\r') == text.npos) {
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
      starts_.push_back(static_cast<ByteOffset>(at + 1));
    return;
  }
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n')))
      starts_.push_back(static_cast<ByteOffset>(at + 1));
}

ByteRange LineIndex::lineContent(std::uint32_t line) const {
  const auto size = static_cast<ByteOffset>(text_.size());
  if (line >= lineCount())
    return {size, size};
  const ByteOffset begin = starts_[line];
  ByteOffset end = line + 1 < lineCount() ? starts_[line + 1] : size;
  if (end > begin && text_[end - 1] == '\n')
    --end;
  if (end > begin && text_[end - 1] == '\r')
    --end;
  return {begin, end};
}

LineColumn LineIndex::position(ByteOffset offset, ColumnUnit unit) const {
  offset = std::min(offset, static_cast<ByteOffset>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin() - 1);
  const ByteRange content = lineContent(line);
  offset = std::min(offset, content.end);
  if (ascii_)
    return {line, offset - content.begin};
  const Boundary at = lastBoundary(text_, content, unit,
                                   [&](const Boundary& next) { return next.offset <= offset; });
  return {line, at.column};
}

std::optional<ByteOffset> LineIndex::offset(LineColumn position, ColumnUnit unit) const {
  if (position.line >= lineCount())
    return std::nullopt;
  const ByteRange content = lineContent(position.line);
  if (ascii_)
    return content.begin + std::min(position.column, content.size());
  const Boundary at = lastBoundary(
      text_, content, unit, [&](const Boundary& next) { return next.column <= position.column; });
  if (at.column < position.column && at.offset < content.end)
    return std::nullopt;
  return at.offset;
}

} // namespace pysecd
