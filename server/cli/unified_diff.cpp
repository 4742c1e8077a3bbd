#include "server/cli/unified_diff.h"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <vector>

namespace pysecd::cli {
namespace {

constexpr std::size_t kContext = 3;
// Beyond this many differing lines the shortest edit script is not looked for: its search takes
// memory quadratic in it.
constexpr std::ptrdiff_t kMaxDistance = 1000;

using Lines = std::vector<std::string_view>;

// With their newline, so that a last line without one differs from the same line with it.
Lines splitLines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Lines [oldBegin, oldEnd) give way to lines [newBegin, newEnd).
struct Change {
  std::size_t oldBegin = 0;
  std::size_t oldEnd = 0;
  std::size_t newBegin = 0;
  std::size_t newEnd = 0;
};

// Myers' greedy algorithm over a[0..n) and b[0..m): for each number of edits d, how far each
// diagonal k = x - y gets.
class ShortestEdit {
public:
  ShortestEdit(const Lines& a, const Lines& b, std::size_t begin, std::size_t endA,
               std::size_t endB)
      : a_(a), b_(b), begin_(begin), n_(static_cast<std::ptrdiff_t>(endA - begin)),
        m_(static_cast<std::ptrdiff_t>(endB - begin)) {}

  std::vector<Change> changes() {
    if (!search())
      return {{begin_, begin_ + static_cast<std::size_t>(n_), begin_,
               begin_ + static_cast<std::size_t>(m_)}};
    return walkBack();
  }

private:
  using Reach = std::vector<std::ptrdiff_t>; // index d + k, for k in [-d, d]

  // A step to diagonal k comes from k + 1 (a line of b inserted) or from k - 1 (a line of a
  // deleted).
  static bool comesFromInsertion(const Reach& previous, std::ptrdiff_t d, std::ptrdiff_t k) {
    const auto at = [&](std::ptrdiff_t diagonal) {
      return previous[static_cast<std::size_t>(d - 1 + diagonal)];
    };
    return k == -d || (k != d && at(k - 1) < at(k + 1));
  }

  std::ptrdiff_t stepTo(std::ptrdiff_t d, std::ptrdiff_t k) const {
    if (d == 0)
      return 0;
    const Reach& previous = reaches_.back();
    return comesFromInsertion(previous, d, k) ? previous[static_cast<std::size_t>(d + k)]
                                              : previous[static_cast<std::size_t>(d + k - 2)] + 1;
  }

  bool search() {
    for (std::ptrdiff_t d = 0; d <= std::min(n_ + m_, kMaxDistance); ++d) {
      Reach reach(static_cast<std::size_t>(2 * d + 1));
      bool done = false;
      for (std::ptrdiff_t k = -d; k <= d && !done; k += 2) {
        std::ptrdiff_t x = stepTo(d, k);
        while (x < n_ && x - k < m_ && x - k >= 0 && line(a_, x) == line(b_, x - k))
          ++x;
        reach[static_cast<std::size_t>(d + k)] = x;
        done = x >= n_ && x - k >= m_;
      }
      reaches_.push_back(std::move(reach));
      if (done)
        return true;
    }
    return false;
  }

  std::vector<Change> walkBack() const {
    std::vector<Change> changes;
    std::ptrdiff_t x = n_;
    std::ptrdiff_t y = m_;
    for (auto d = std::ssize(reaches_) - 1; d > 0; --d) {
      const Reach& previous = reaches_[static_cast<std::size_t>(d - 1)];
      const std::ptrdiff_t k = x - y;
      const bool inserted = comesFromInsertion(previous, d, k);
      const std::ptrdiff_t previousK = inserted ? k + 1 : k - 1;
      x = previous[static_cast<std::size_t>(d - 1 + previousK)];
      y = x - previousK;
      addFront(changes, x, y, inserted);
    }
    std::reverse(changes.begin(), changes.end());
    return changes;
  }

  // Changes are collected last first; neighbours are joined.
  void addFront(std::vector<Change>& changes, std::ptrdiff_t x, std::ptrdiff_t y,
                bool inserted) const {
    const std::size_t oldLine = begin_ + static_cast<std::size_t>(x);
    const std::size_t newLine = begin_ + static_cast<std::size_t>(y);
    const Change edit{oldLine, oldLine + (inserted ? 0 : 1), newLine, newLine + (inserted ? 1 : 0)};
    if (!changes.empty() && changes.back().oldBegin == edit.oldEnd &&
        changes.back().newBegin == edit.newEnd) {
      changes.back().oldBegin = edit.oldBegin;
      changes.back().newBegin = edit.newBegin;
    } else {
      changes.push_back(edit);
    }
  }

  std::string_view line(const Lines& lines, std::ptrdiff_t index) const {
    return lines[begin_ + static_cast<std::size_t>(index)];
  }

  const Lines& a_;
  const Lines& b_;
  std::size_t begin_;
  std::ptrdiff_t n_;
  std::ptrdiff_t m_;
  std::vector<Reach> reaches_;
};

std::vector<Change> findChanges(const Lines& before, const Lines& after) {
  std::size_t begin = 0;
  while (begin < before.size() && begin < after.size() && before[begin] == after[begin])
    ++begin;
  std::size_t endBefore = before.size();
  std::size_t endAfter = after.size();
  while (endBefore > begin && endAfter > begin && before[endBefore - 1] == after[endAfter - 1]) {
    --endBefore;
    --endAfter;
  }
  return ShortestEdit(before, after, begin, endBefore, endAfter).changes();
}

void appendLine(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n'))
    out += "\n\\ No newline at end of file\n";
}

// "12,3" in a hunk header: 1-based; an empty range is numbered by the line before it.
std::string hunkRange(std::size_t begin, std::size_t end) {
  const std::size_t size = end - begin;
  const std::size_t start = size == 0 ? begin : begin + 1;
  return size == 1 ? fmt::format("{}", start) : fmt::format("{},{}", start, size);
}

void appendHunk(std::string& out, const Lines& before, const Lines& after, const Change* first,
                const Change* last) {
  const std::size_t lead = std::min(kContext, first->oldBegin);
  const std::size_t tail = std::min(kContext, before.size() - last->oldEnd);
  out += fmt::format("@@ -{} +{} @@\n", hunkRange(first->oldBegin - lead, last->oldEnd + tail),
                     hunkRange(first->newBegin - lead, last->newEnd + tail));
  std::size_t at = first->oldBegin - lead;
  for (const Change* change = first; change <= last; ++change) {
    for (; at < change->oldBegin; ++at)
      appendLine(out, ' ', before[at]);
    for (; at < change->oldEnd; ++at)
      appendLine(out, '-', before[at]);
    for (std::size_t line = change->newBegin; line < change->newEnd; ++line)
      appendLine(out, '+', after[line]);
  }
  for (const std::size_t end = at + tail; at < end; ++at)
    appendLine(out, ' ', before[at]);
}

// git quotes names with control characters, quotes or backslashes in them; other bytes it takes as
// they are.
std::string headerName(std::string_view prefix, std::string_view path) {
  while (path.starts_with('/'))
    path.remove_prefix(1);
  std::string name;
  bool quoted = false;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      name += fmt::format("\\{:03o}", byte);
      quoted = true;
    } else if (c == '"' || c == '\\') {
      name += '\\';
      name += c;
      quoted = true;
    } else {
      name += c;
    }
  }
  // The tab ends a name with blanks in it, for git and for patch.
  const bool blank = path.find(' ') != std::string_view::npos;
  return quoted ? fmt::format("\"{}{}\"", prefix, name)
                : fmt::format("{}{}{}", prefix, name, blank ? "\t" : "");
}

} // namespace

std::string unifiedDiff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after)
    return {};
  const Lines oldLines = splitLines(before);
  const Lines newLines = splitLines(after);
  const std::vector<Change> changes = findChanges(oldLines, newLines);
  std::string out = fmt::format("--- {}\n+++ {}\n", headerName("a/", path), headerName("b/", path));
  for (std::size_t first = 0; first < changes.size();) {
    std::size_t last = first;
    while (last + 1 < changes.size() &&
           changes[last + 1].oldBegin - changes[last].oldEnd <= 2 * kContext)
      ++last;
    appendHunk(out, oldLines, newLines, &changes[first], &changes[last]);
    first = last + 1;
  }
  return out;
}

} // namespace pysecd::cli
