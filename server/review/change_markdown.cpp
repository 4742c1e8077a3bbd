// What a change did, for a comment on it: short, and nothing where nothing changed.
#include "server/review/formats.h"

#include "analysis/review/kinds.h"
#include "server/review/compare.h"

#include <fmt/format.h>

namespace pysecd::server_review {

using namespace review;

namespace {

constexpr std::size_t kMaxListed = 8; // of a consideration

std::string quoted(std::string_view text) {
  std::string inside;
  for (const char c : text)
    inside += c == '`' ? '\'' : c == '\n' || c == '\r' || c == '|' ? ' ' : c;
  return "`" + inside + "`";
}

std::string tallyTable(const Report& report) {
  std::string out = "| | surface | unresolved | defects |\n|---|---:|---:|---:|\n";
  for (std::size_t i = 0; i < kConsiderations; ++i) {
    const Tally& tally = report.considerations[i].tally;
    out += fmt::format("| {} | {} | {} | {} |\n", name(static_cast<Consideration>(i)),
                       tally.surface, tally.unresolved, tally.defects);
  }
  return out;
}

std::string defectLine(const Report& report, const Defect& defect) {
  const ReportFile& file = report.files[defect.file];
  const auto line =
      file.text->lines().position(defect.finding.range.begin, ColumnUnit::Utf32).line + 1;
  return fmt::format("- **{}** {}:{} {} ({})\n", pysecd::name(defect.finding.severity),
                     quoted(file.path), line, defect.finding.message, quoted(defect.finding.check));
}

std::size_t unresolvedIn(const std::vector<ReportItem>& items) {
  std::size_t number = 0;
  for (const ReportItem& item : items)
    number += item.item.verdict == Verdict::Unresolved ? 1 : 0;
  return number;
}

} // namespace

std::string shortMarkdown(const Report& report) {
  std::string out = "**" + verdictLine(report) + "**\n\n" + tallyTable(report);
  for (const Defect& defect : report.defects)
    out += defectLine(report, defect);
  return out;
}

std::string changeMarkdown(const Report& report, const Comparison& comparison) {
  std::string out =
      fmt::format("**{}** Since {}: {} new {}, {} gone.\n", verdictLine(report),
                  quoted(comparison.since), comparison.defects.size(),
                  comparison.defects.size() == 1 ? "defect" : "defects", comparison.gone);
  if (!comparison.defects.empty())
    out += '\n';
  for (const Defect& defect : comparison.defects)
    out += defectLine(report, defect);
  std::string table, listed;
  for (std::size_t i = 0; i < kConsiderations; ++i) {
    const Change& change = comparison.changes[i];
    if (change.added.empty() && change.removed.empty())
      continue;
    const std::string_view which = name(static_cast<Consideration>(i));
    table += fmt::format("| {} | +{} | -{} | {} |\n", which, change.added.size(),
                         change.removed.size(), unresolvedIn(change.added));
    std::size_t said = 0;
    for (const ReportItem& item : change.added)
      if (item.item.verdict != Verdict::Judged && said++ < kMaxListed)
        listed += fmt::format("- {} {} {} at {}:{}: {}\n", which, name(item.item.verdict),
                              quoted(item.item.api), quoted(report.files[item.file].path),
                              item.line, item.item.reason);
    if (i == static_cast<std::size_t>(Consideration::Access))
      for (const ReportItem& item : change.removed)
        if (item.item.kind == "guard" && said++ < kMaxListed)
          listed += fmt::format("- access: a guard is gone: {} of {}\n", quoted(item.item.api),
                                quoted(item.function));
  }
  if (table.empty())
    return out + "\nThe surface is the same.\n";
  out += "\n| consideration | added | removed | added and unresolved |\n|---|---:|---:|---:|\n" +
         table;
  if (!listed.empty())
    out += "\n" + listed;
  return out;
}

} // namespace pysecd::server_review
