// The form people know from clang: one line that names the place and the danger, the source line,
// carets under the range, notes for the way the value took, and the lines of the fix.
#include "server/cli/changed_lines.h"
#include "server/cli/colors.h"
#include "server/cli/display.h"
#include "server/cli/report.h"

#include <algorithm>
#include <fmt/format.h>

namespace pysecd::cli {
namespace {

constexpr std::size_t kMaxFixLines = 24;

// "   42 | ": the number is 1-based; an empty number for the line below.
std::string gutter(std::string_view number, char mark) {
  return fmt::format("{:>5} {} ", number, mark);
}

ByteRange firstLineOf(const Text& text, ByteRange range, ByteRange content) {
  const ByteOffset end = std::max(range.begin, std::min(range.end, content.end));
  const std::string_view marked = text.slice({range.begin, end});
  const std::size_t trimmed = marked.find_last_not_of(" \t\f") + 1;
  return {range.begin - content.begin,
          range.begin - content.begin + static_cast<ByteOffset>(trimmed)};
}

class TextFormatter final : public Formatter {
public:
  explicit TextFormatter(TextStyle style) : style_(style), colors_(style.color) {}

  std::string begin() const override { return {}; }
  std::string_view separator() const override { return {}; }

  std::string file(const FileFindings& file) const override {
    std::string out;
    for (const Finding& finding : file.findings)
      appendFinding(out, file, finding);
    return out;
  }

  std::string end(const RunSummary& summary) const override {
    return style_.closingLine ? closingLine(summary) : std::string();
  }

private:
  void appendFinding(std::string& out, const FileFindings& file, const Finding& finding) const {
    appendHead(out, file, finding.range, colors_.severity(finding.severity),
               colors_.bold(fmt::format("{} [{}]", printable(finding.message), finding.check)));
    appendSource(out, file, finding.range);
    for (std::size_t i = 0; i < finding.notes.size(); ++i)
      appendNote(out, file, finding.notes[i], noteKind(i + 1, finding.notes.size()));
    for (std::size_t i = 0; i < finding.fixes.size(); ++i)
      appendFix(out, *file.source.text(), finding.fixes[i], i == 0 ? "fix" : "or");
    if (!finding.whyNoFix.empty())
      out += fmt::format("   {} {}\n", colors_.note("no fix:"), printable(finding.whyNoFix));
  }

  void appendHead(std::string& out, const FileFindings& file, ByteRange range,
                  std::string_view kind, std::string_view message) const {
    const LineColumn at = file.source.text()->lines().position(range.begin, ColumnUnit::Utf32);
    out += colors_.bold(fmt::format("{}:{}:{}:", printable(file.path), at.line + 1, at.column + 1));
    out += fmt::format(" {}: {}\n", kind, message);
  }

  // What stands before a note's message.
  std::string noteKind(std::size_t number, std::size_t count) const {
    return colors_.note(style_.trace ? fmt::format("step {} of {}", number, count) : "note");
  }

  void appendNote(std::string& out, const FileFindings& file, const Note& note,
                  const std::string& kind) const {
    if (note.path.empty() || note.path == file.path) {
      appendHead(out, file, note.range, kind, printable(note.message));
      appendSource(out, file, note.range);
    } else {
      appendForeignNote(out, note, kind);
    }
  }

  // In a file whose text is not at hand.
  void appendForeignNote(std::string& out, const Note& note, const std::string& kind) const {
    if (!note.place) {
      out += fmt::format("{} {}: {}\n", colors_.bold(printable(note.path) + ":"), kind,
                         printable(note.message));
      return;
    }
    constexpr auto kUtf8 = static_cast<std::size_t>(ColumnUnit::Utf8);
    constexpr auto kUtf32 = static_cast<std::size_t>(ColumnUnit::Utf32);
    const LineColumn at = note.place->begin[kUtf32];
    out += colors_.bold(fmt::format("{}:{}:{}:", printable(note.path), at.line + 1, at.column + 1));
    out += fmt::format(" {}: {}\n", kind, printable(note.message));
    const LineColumn begin = note.place->begin[kUtf8];
    const LineColumn end = note.place->end[kUtf8];
    const auto length = static_cast<ByteOffset>(note.place->line.size());
    appendLine(
        out, note.place->line, at.line,
        {begin.column, end.line == begin.line ? end.column : std::max(length, begin.column)});
  }

  void appendSource(std::string& out, const FileFindings& file, ByteRange range) const {
    const Text& text = *file.source.text();
    const std::uint32_t line = text.lines().position(range.begin, ColumnUnit::Utf8).line;
    const ByteRange content = text.lines().lineContent(line);
    appendLine(out, text.slice(content), line, firstLineOf(text, range, content));
  }

  // `line` counts from 0; `range` is in bytes of the line.
  void appendLine(std::string& out, std::string_view content, std::uint32_t line,
                  ByteRange range) const {
    const std::string numbered = gutter(std::to_string(line + 1), '|');
    const Snippet snippet =
        renderSnippet(content, range, {.gutter = static_cast<unsigned>(numbered.size())});
    out += numbered + snippet.source + '\n';
    out += std::string(numbered.size() - 2, ' ') + "| ";
    const std::size_t caret = snippet.marker.find('^');
    out += snippet.marker.substr(0, caret) + colors_.caret(snippet.marker.substr(caret)) + '\n';
  }

  void appendFix(std::string& out, const Text& text, const Fix& fix, std::string_view label) const {
    out += fmt::format("{:>6}{} {}\n", label, fix.safety == Safety::Unsafe ? " (unsafe):" : ":",
                       printable(fix.title));
    const std::vector<ChangedLines> changes = changedLines(text, fix.edits);
    if (changes.size() == 1 && changes[0].removed.size() == 1 && changes[0].added.size() == 1) {
      appendChanged(out, changes[0].firstLine, '|', changes[0].added[0], changes[0].removed[0]);
      return;
    }
    std::size_t left = kMaxFixLines;
    std::size_t hidden = 0;
    const auto show = [&](const ChangedLines& change, char mark) {
      const auto& lines = mark == '-' ? change.removed : change.added;
      const auto& others = mark == '-' ? change.added : change.removed;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (left == 0) {
          ++hidden;
          continue;
        }
        --left;
        appendChanged(out, change.firstLine + static_cast<std::uint32_t>(i), mark, lines[i],
                      i < others.size() ? others[i] : std::string());
      }
    };
    for (const ChangedLines& change : changes) {
      show(change, '-');
      show(change, '+');
    }
    if (hidden > 0)
      out += gutter("", '|') + fmt::format("({} more)\n", counted(hidden, "line"));
  }

  // One line of a fix, cut around what differs from `other`.
  void appendChanged(std::string& out, std::uint32_t line, char mark, std::string_view shown,
                     std::string_view other) const {
    const auto differs = static_cast<ByteOffset>(
        std::mismatch(shown.begin(), shown.end(), other.begin(), other.end()).first -
        shown.begin());
    const std::string source = renderSnippet(shown, {differs, differs}).source;
    out += gutter(std::to_string(line + 1), mark);
    out += (mark == '-' ? colors_.removed(source) : colors_.added(source)) + '\n';
  }

  static std::string closingLine(const RunSummary& summary) {
    const Counts& counts = summary.counts;
    std::string out;
    const auto add = [&](std::string_view separator, const std::string& part) {
      out += out.empty() ? part : fmt::format("{}{}", separator, part);
    };
    const std::uint32_t informations = counts.of(Severity::Information);
    const std::uint32_t hints = counts.of(Severity::Hint);
    if (counts.serious() + informations + hints == 0) {
      out = "no findings";
    } else {
      add(", ", counted(counts.of(Severity::Error), "error"));
      add(", ", counted(counts.of(Severity::Warning), "warning"));
      if (informations > 0)
        add(", ", counted(informations, "information"));
      if (hints > 0)
        add(", ", counted(hints, "hint"));
    }
    out += " in " + counted(counts.files, "file");
    if (counts.fixed > 0)
      add("; ", fmt::format("{} fixed", counts.fixed));
    if (counts.fixable > 0)
      add("; ", fmt::format("{} fixable with --fix", counts.fixable));
    if (counts.fixableUnsafe > 0)
      add("; ", fmt::format("{}{} with --fix --unsafe-fixes", counts.fixableUnsafe,
                            counts.fixable > 0 ? " more" : " fixable"));
    appendNotices(out, summary.notices);
    return out + '\n';
  }

  static void appendNotices(std::string& out, const std::vector<Notice>& notices) {
    const auto count = [&](Notice::Kind kind) {
      return std::count_if(notices.begin(), notices.end(),
                           [&](const Notice& notice) { return notice.kind == kind; });
    };
    if (const auto skipped = count(Notice::Kind::Skipped); skipped > 0)
      out += fmt::format("; {} skipped", skipped);
    if (const auto troubles = count(Notice::Kind::Trouble); troubles > 0)
      out += fmt::format("; {} failed", troubles);
  }

  TextStyle style_;
  Colors colors_;
};

} // namespace

std::unique_ptr<Formatter> makeTextFormatter(TextStyle style) {
  return std::make_unique<TextFormatter>(style);
}

} // namespace pysecd::cli
