// `--format json`: one object; the shape is published in review.schema.json and only ever extended.
#include "server/review/formats.h"

#include "analysis/engine/catalog.h"
#include "analysis/review/kinds.h"
#include "analysis/support/version.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pysecd::server_review {

namespace {

using namespace review;
using Json = nlohmann::ordered_json;

Json tallyJson(const Tally& tally) {
  return {{"surface", tally.surface},
          {"judged", tally.judged},
          {"unresolved", tally.unresolved},
          {"defects", tally.defects}};
}

Json itemJson(const Report& report, const ReportItem& item) {
  return {{"kind", item.item.kind},     {"path", report.files[item.file].path},
          {"line", item.line},          {"column", item.column},
          {"endLine", item.endLine},    {"function", item.function},
          {"api", item.item.api},       {"verdict", name(item.item.verdict)},
          {"reason", item.item.reason}, {"through", item.item.path}};
}

Json stepJson(const Report& report, const Defect& defect, const Note& note) {
  const bool here = note.path.empty();
  const LineIndex& lines = report.files[defect.file].text->lines();
  return {{"path", here ? report.files[defect.file].path : note.path},
          {"line", (note.place ? note.place->begin[0].line
                               : lines.position(note.range.begin, ColumnUnit::Utf32).line) +
                       1},
          {"message", note.message}};
}

Json defectJson(const Report& report, const Defect& defect) {
  const Finding& finding = defect.finding;
  const LineColumn at =
      report.files[defect.file].text->lines().position(finding.range.begin, ColumnUnit::Utf32);
  Json json = {{"check", finding.check},
               {"severity", pysecd::name(finding.severity)},
               {"cwe", cweOf(finding) != 0 ? Json(cweOf(finding)) : Json(nullptr)},
               {"consideration", name(defect.consideration)},
               {"message", finding.message},
               {"path", report.files[defect.file].path},
               {"line", at.line + 1},
               {"column", at.column + 1},
               {"fingerprint", fmt::format("{:016x}", finding.fingerprint)},
               {"steps", Json::array()}};
  for (const Note& note : finding.notes)
    json["steps"].push_back(stepJson(report, defect, note));
  return json;
}

} // namespace

std::string json(const Report& report) {
  Json out = {{"schemaVersion", 1},
              {"tool", {{"name", "pysecd"}, {"version", version()}}},
              {"verdict", verdictLine(report)},
              {"kind", report.kind},
              {"lines", report.lines},
              {"files", Json::array()},
              {"considerations", Json::object()},
              {"defects", Json::array()},
              {"notes", Json::array()},
              {"look", Json::array()},
              {"moreToLook", report.moreToLook},
              {"dependencies",
               {{"files", report.dependencies.files},
                {"declared", report.dependencies.declared},
                {"open", report.dependencies.open},
                {"locked", report.dependencies.locked},
                {"vulnerable", report.dependencies.vulnerable},
                {"advisories", report.dependencies.advisories}}}};
  for (const ReportFile& file : report.files) {
    Json calls = Json::array();
    for (const std::size_t other : file.imports)
      calls.push_back(report.files[other].path);
    out["files"].push_back({{"path", file.path},
                            {"module", file.module},
                            {"lines", file.lines},
                            {"entryPoints", file.entries},
                            {"sinks", file.sinks},
                            {"defects", file.defects},
                            {"calls", std::move(calls)}});
  }
  for (std::size_t i = 0; i < kConsiderations; ++i) {
    Json part = tallyJson(report.considerations[i].tally);
    part["items"] = Json::array();
    for (const ReportItem& item : report.considerations[i].items)
      part["items"].push_back(itemJson(report, item));
    out["considerations"][std::string(name(static_cast<Consideration>(i)))] = std::move(part);
  }
  for (const Defect& defect : report.defects)
    out["defects"].push_back(defectJson(report, defect));
  for (const Defect& note : report.notes)
    out["notes"].push_back(defectJson(report, note));
  for (const Look& look : report.look)
    out["look"].push_back(
        {{"path", report.files[look.file].path}, {"line", look.line}, {"text", look.text}});
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace pysecd::server_review
