// `--format json`: one object, one finding a line; the shape is published in check.schema.json and
// only ever extended.
#include "analysis/engine/catalog.h"
#include "analysis/support/version.h"
#include "server/cli/report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pysecd::cli {
namespace {

using Json = nlohmann::ordered_json;

// File names need not be UTF-8.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json positionJson(const Source& source, ByteOffset offset) {
  const LineColumn at = source.text()->lines().position(offset, ColumnUnit::Utf32);
  return {{"line", at.line + 1}, {"column", at.column + 1}, {"offset", source.fileOffset(offset)}};
}

Json rangeJson(const Source& source, ByteRange range) {
  return {{"start", positionJson(source, range.begin)}, {"end", positionJson(source, range.end)}};
}

// Of a text that is not at hand: no offset is known.
Json placeJson(const Place& place) {
  const auto positionOf = [](const std::array<LineColumn, 3>& at) -> Json {
    const LineColumn position = at[static_cast<std::size_t>(ColumnUnit::Utf32)];
    return {{"line", position.line + 1}, {"column", position.column + 1}, {"offset", nullptr}};
  };
  return {{"start", positionOf(place.begin)}, {"end", positionOf(place.end)}};
}

Json noteJson(const FileFindings& file, const Note& note) {
  const bool here = note.path.empty() || note.path == file.path;
  return {{"message", note.message},
          {"path", here ? file.path : note.path},
          {"range", here         ? rangeJson(file.source, note.range)
                    : note.place ? placeJson(*note.place)
                                 : Json(nullptr)}};
}

Json fixJson(const Source& source, const Fix& fix) {
  Json edits = Json::array();
  for (const TextEdit& edit : fix.edits)
    edits.push_back({{"range", rangeJson(source, edit.range)}, {"newText", edit.newText}});
  return {{"title", fix.title},
          {"safe", fix.safety == Safety::Safe},
          {"preferred", fix.preferred},
          {"edits", std::move(edits)}};
}

Json findingJson(const FileFindings& file, const Finding& finding) {
  Json json = {{"check", finding.check},
               {"severity", name(finding.severity)},
               {"cwe", cweOf(finding) != 0 ? Json(cweOf(finding)) : Json(nullptr)},
               {"message", finding.message},
               {"path", file.path},
               {"range", rangeJson(file.source, finding.range)},
               {"fingerprint", fmt::format("{:016x}", finding.fingerprint)},
               {"notes", Json::array()},
               {"fixes", Json::array()},
               {"whyNoFix", finding.whyNoFix.empty() ? Json(nullptr) : Json(finding.whyNoFix)}};
  for (const Note& note : finding.notes)
    json["notes"].push_back(noteJson(file, note));
  for (const Fix& fix : finding.fixes)
    json["fixes"].push_back(fixJson(file.source, fix));
  return json;
}

Json noticesJson(const std::vector<Notice>& notices, Notice::Kind kind) {
  Json array = Json::array();
  for (const Notice& notice : notices)
    if (notice.kind == kind)
      array.push_back(
          {{"path", notice.path}, {"reason", notice.reason}, {"message", notice.message}});
  return array;
}

Json countsJson(const RunSummary& summary) {
  const Counts& counts = summary.counts;
  return {{"files", counts.files},
          {"errors", counts.of(Severity::Error)},
          {"warnings", counts.of(Severity::Warning)},
          {"informations", counts.of(Severity::Information)},
          {"hints", counts.of(Severity::Hint)},
          {"fixable", counts.fixable},
          {"fixableUnsafe", counts.fixableUnsafe},
          {"fixed", counts.fixed},
          {"exitCode", summary.exitCode}};
}

class JsonFormatter final : public Formatter {
public:
  std::string begin() const override {
    const Json tool = {{"name", "pysecd"}, {"version", version()}};
    return fmt::format("{{\"schemaVersion\":1,\n\"tool\":{},\n\"findings\":[\n", dump(tool));
  }

  std::string file(const FileFindings& file) const override {
    std::string out;
    for (const Finding& finding : file.findings)
      out += (out.empty() ? "" : ",\n") + dump(findingJson(file, finding));
    return out;
  }

  std::string_view separator() const override { return ",\n"; }

  std::string end(const RunSummary& summary) const override {
    return fmt::format("\n],\n\"skipped\":{},\n\"partial\":{},\n\"failed\":{},\n\"summary\":{}}}\n",
                       dump(noticesJson(summary.notices, Notice::Kind::Skipped)),
                       dump(noticesJson(summary.notices, Notice::Kind::Partial)),
                       dump(noticesJson(summary.notices, Notice::Kind::Trouble)),
                       dump(countsJson(summary)));
  }
};

} // namespace

std::unique_ptr<Formatter> makeJsonFormatter() { return std::make_unique<JsonFormatter>(); }

} // namespace pysecd::cli
