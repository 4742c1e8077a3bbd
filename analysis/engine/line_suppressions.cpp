#include "analysis/engine/line_suppressions.h"

#include "analysis/checks/check.h"
#include "analysis/engine/suppression_comments.h"

#include <algorithm>
#include <map>

namespace pysecd {

namespace {

struct Marks {
  std::map<std::uint32_t, std::vector<SuppressionMark>> byLine; // that they are about
  std::vector<SuppressionMark> ofFile;
};

Marks marksOf(const Text& text) {
  Marks marks;
  const LineIndex& lines = text.lines();
  for (std::uint32_t line = 0; line < lines.lineCount(); ++line) {
    const ByteRange range = lines.lineContent(line);
    const std::string_view content = text.slice(range);
    const std::size_t at = content.find('#');
    if (at == std::string_view::npos)
      continue;
    const bool alone = content.find_first_not_of(" \t") == at;
    for (SuppressionMark& mark :
         readSuppressions(content.substr(at), range.begin + static_cast<ByteOffset>(at)))
      if (!mark.foreign)
        (mark.wholeFile ? marks.ofFile : marks.byLine[alone ? line + 1 : line])
            .push_back(std::move(mark));
  }
  return marks;
}

bool suppresses(const std::vector<SuppressionMark>& marks, const Finding& finding) {
  const CheckInfo* check = findCheck(finding.check);
  for (const SuppressionMark& mark : marks)
    for (const SuppressionMark::Id& id : mark.ids)
      if (id.text == finding.check || (check != nullptr && id.text == check->group))
        return true;
  return false;
}

} // namespace

void applyLineSuppressions(const Text& text, std::vector<Finding>& findings) {
  const LineIndex& lines = text.lines();
  const auto lineOf = [&](ByteOffset at) { return lines.position(at, ColumnUnit::Utf8).line; };
  if (mayHoldSuppressions(text.bytes())) {
    const Marks marks = marksOf(text);
    std::erase_if(findings, [&](const Finding& finding) {
      if (suppresses(marks.ofFile, finding))
        return true;
      const auto here = marks.byLine.find(lineOf(finding.range.begin));
      return here != marks.byLine.end() && suppresses(here->second, finding);
    });
  }
  for (Finding& finding : findings) {
    const ByteRange line = lines.lineContent(lineOf(finding.range.begin));
    const std::string_view content = text.slice(line);
    if (!content.ends_with('\\') && content.find('#') == std::string_view::npos)
      finding.suppressAt = line.end;
  }
}

} // namespace pysecd
