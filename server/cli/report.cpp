#include "server/cli/report.h"

#include "analysis/engine/apply_fixes.h"

#include <fmt/format.h>

namespace pysecd::cli {

void Counts::add(const Finding& finding) {
  ++findings[static_cast<std::size_t>(finding.severity)];
  if (automaticFix(finding, false) != nullptr)
    ++fixable;
  else if (automaticFix(finding, true) != nullptr)
    ++fixableUnsafe;
}

void Counts::add(const Counts& other) {
  files += other.files;
  for (std::size_t i = 0; i < findings.size(); ++i)
    findings[i] += other.findings[i];
  fixable += other.fixable;
  fixableUnsafe += other.fixableUnsafe;
  fixed += other.fixed;
}

std::string counted(std::uint64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

} // namespace pysecd::cli
