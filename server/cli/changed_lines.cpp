#include "server/cli/changed_lines.h"

#include "analysis/engine/apply_fixes.h"

#include <algorithm>

namespace pysecd::cli {
namespace {

std::uint32_t lineOf(const Text& text, ByteOffset offset) {
  return text.lines().position(offset, ColumnUnit::Utf8).line;
}

std::vector<std::string> splitLines(std::string_view text) {
  const LineIndex index(text);
  std::vector<std::string> lines;
  for (std::uint32_t line = 0; line < index.lineCount(); ++line) {
    const ByteRange content = index.lineContent(line);
    lines.emplace_back(text.substr(content.begin, content.size()));
  }
  return lines;
}

// Drops the lines that both sides begin or end with.
void trimCommon(ChangedLines& change) {
  auto& [first, removed, added] = change;
  const auto [oldBegin, newBegin] =
      std::mismatch(removed.begin(), removed.end(), added.begin(), added.end());
  first += static_cast<std::uint32_t>(oldBegin - removed.begin());
  removed.erase(removed.begin(), oldBegin);
  added.erase(added.begin(), newBegin);
  while (!removed.empty() && !added.empty() && removed.back() == added.back()) {
    removed.pop_back();
    added.pop_back();
  }
}

ChangedLines change(const Text& text, std::uint32_t firstLine, std::uint32_t lastLine,
                    std::span<const TextEdit> edits) {
  // An edit may end between \r and \n, past the content of its line.
  const ByteRange lines{text.lines().lineContent(firstLine).begin,
                        std::max(text.lines().lineContent(lastLine).end, edits.back().range.end)};
  std::vector<TextEdit> inLines(edits.begin(), edits.end());
  for (TextEdit& edit : inLines)
    edit.range = edit.range.shifted(-static_cast<std::int64_t>(lines.begin));
  const std::string_view before = text.slice(lines);
  ChangedLines result{firstLine, splitLines(before), splitLines(applyEdits(before, inLines))};
  trimCommon(result);
  return result;
}

} // namespace

std::vector<ChangedLines> changedLines(const Text& text, std::span<const TextEdit> edits) {
  std::vector<ChangedLines> changes;
  for (std::size_t begin = 0; begin < edits.size();) {
    const std::uint32_t firstLine = lineOf(text, edits[begin].range.begin);
    std::uint32_t lastLine = lineOf(text, edits[begin].range.end);
    std::size_t end = begin + 1;
    while (end < edits.size() && lineOf(text, edits[end].range.begin) <= lastLine)
      lastLine = std::max(lastLine, lineOf(text, edits[end++].range.end));
    ChangedLines next = change(text, firstLine, lastLine, edits.subspan(begin, end - begin));
    if (!next.removed.empty() || !next.added.empty())
      changes.push_back(std::move(next));
    begin = end;
  }
  return changes;
}

} // namespace pysecd::cli
