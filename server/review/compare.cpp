#include "server/review/compare.h"

#include "analysis/review/kinds.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace pysecd::server_review {

using namespace review;

namespace {

namespace fs = std::filesystem;

std::string relative(const std::string& path, const std::string& root) {
  std::error_code error;
  return fs::absolute(path, error).lexically_normal().lexically_relative(root).generic_string();
}

std::vector<std::string> pathsOf(const Report& report, const std::string& root) {
  std::vector<std::string> paths;
  paths.reserve(report.files.size());
  for (const ReportFile& file : report.files)
    paths.push_back(relative(file.path, root));
  return paths;
}

std::string keyOf(const ReportItem& item, const std::vector<std::string>& paths) {
  std::string key = paths[item.file];
  for (const std::string_view part : {std::string_view(item.function), item.item.kind,
                                      std::string_view(item.item.api), name(item.item.verdict)})
    key.append("\n").append(part);
  return key;
}

// What the one has more often than the other.
std::vector<ReportItem> beyond(const ConsiderationReport& one,
                               const std::vector<std::string>& pathsOfOne,
                               const ConsiderationReport& other,
                               const std::vector<std::string>& pathsOfOther) {
  std::map<std::string, std::size_t> there;
  for (const ReportItem& item : other.items)
    ++there[keyOf(item, pathsOfOther)];
  std::vector<ReportItem> out;
  for (const ReportItem& item : one.items) {
    std::size_t& number = there[keyOf(item, pathsOfOne)];
    if (number > 0)
      --number;
    else
      out.push_back(item);
  }
  return out;
}

} // namespace

Comparison compare(const Report& before, const std::string& rootBefore, const Report& after,
                   const std::string& rootAfter) {
  const std::vector<std::string> pathsBefore = pathsOf(before, rootBefore);
  const std::vector<std::string> pathsAfter = pathsOf(after, rootAfter);
  Comparison out;
  for (std::size_t i = 0; i < kConsiderations; ++i) {
    const ConsiderationReport& was = before.considerations[i];
    const ConsiderationReport& is = after.considerations[i];
    out.changes[i].added = beyond(is, pathsAfter, was, pathsBefore);
    out.changes[i].removed = beyond(was, pathsBefore, is, pathsAfter);
  }
  std::map<std::pair<std::string, Hash64>, std::size_t> known;
  for (const Defect& defect : before.defects)
    ++known[{pathsBefore[defect.file], defect.finding.fingerprint}];
  for (const Defect& defect : after.defects) {
    std::size_t& number = known[{pathsAfter[defect.file], defect.finding.fingerprint}];
    if (number > 0)
      --number;
    else
      out.defects.push_back(defect);
  }
  for (const auto& [ignored, number] : known)
    out.gone += number;
  return out;
}

} // namespace pysecd::server_review
