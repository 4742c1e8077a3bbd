// `--format sarif`: SARIF 2.1.0 as code scanning services read it
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Section numbers below are of
// that document.
#include "analysis/engine/catalog.h"
#include "analysis/support/version.h"
#include "server/cli/check_doc.h"
#include "server/cli/report.h"
#include "server/cli/security_score.h"
#include "server/cli/uri.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pysecd::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kRootId = "SRCROOT";

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view level(Severity severity) {
  switch (severity) {
  case Severity::Error:
    return "error";
  case Severity::Warning:
    return "warning";
  case Severity::Information:
  case Severity::Hint:
    break;
  }
  return "note";
}

Json textMessage(std::string text) { return {{"text", std::move(text)}}; }

// Braces around a single json value may mean a copy instead.
Json listOf(Json item) {
  Json list = Json::array();
  list.push_back(std::move(item));
  return list;
}

Json ruleJson(const CheckInfo& check) {
  const std::string_view whatItFinds = docSection(check.doc, "What it finds");
  const std::string full =
      whatItFinds.empty() ? sentence(check.message) : firstParagraph(whatItFinds);
  const std::string doc(check.doc.empty() ? std::string_view(full) : check.doc);
  return {{"id", check.id},
          {"shortDescription", textMessage(sentence(check.message))},
          {"fullDescription", textMessage(full)},
          {"helpUri", cweUri(check)},
          {"help", {{"text", doc}, {"markdown", doc}}},
          {"defaultConfiguration", {{"level", level(check.severity)}}},
          {"properties",
           {{"tags", {"security", fmt::format("external/cwe/cwe-{:03}", check.cwe), check.group}},
            {"precision", precision(check.severity)},
            {"security-severity", securitySeverity(check)}}}};
}

// Columns are UTF-16 code units, said so in the run: what the services that read SARIF assume.
Json regionJson(LineColumn start, LineColumn end) {
  return {{"startLine", start.line + 1},
          {"startColumn", start.column + 1},
          {"endLine", end.line + 1},
          {"endColumn", end.column + 1}};
}

Json regionJson(const Text& text, ByteRange range) {
  return regionJson(text.lines().position(range.begin, ColumnUnit::Utf16),
                    text.lines().position(range.end, ColumnUnit::Utf16));
}

class SarifFormatter final : public Formatter {
public:
  explicit SarifFormatter(std::string root) : root_(std::move(root)) {}

  std::string begin() const override {
    Json rules = Json::array();
    for (const CheckInfo& check : allChecks())
      rules.push_back(ruleJson(check));
    const Json driver = {
        {"name", "pysecd"}, {"semanticVersion", version()}, {"rules", std::move(rules)}};
    const Json root = {{kRootId, {{"uri", fileUri(root_) + "/"}}}};
    return fmt::format("{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                       "\"version\":\"2.1.0\",\n\"runs\":[{{\n"
                       "\"tool\":{{\"driver\":{}}},\n\"originalUriBaseIds\":{},\n"
                       "\"columnKind\":\"utf16CodeUnits\",\n"
                       "\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\n\"results\":[\n",
                       dump(driver), dump(root));
  }

  std::string file(const FileFindings& file) const override {
    std::string out;
    for (const Finding& finding : file.findings)
      out += (out.empty() ? "" : ",\n") + dump(resultJson(file, finding));
    return out;
  }

  std::string_view separator() const override { return ",\n"; }

  std::string end(const RunSummary& summary) const override {
    bool successful = true;
    Json notifications = Json::array();
    for (const Notice& notice : summary.notices) {
      successful = successful && notice.kind != Notice::Kind::Trouble;
      notifications.push_back(notificationJson(notice));
    }
    const Json invocation = {{"executionSuccessful", successful},
                             {"exitCode", summary.exitCode},
                             {"toolExecutionNotifications", std::move(notifications)}};
    return fmt::format("\n],\n\"invocations\":[{}]\n}}]}}\n", dump(invocation));
  }

private:
  Json artifactJson(const std::string& path) const {
    const std::string absolute = absolutePath(root_, path);
    // Above or beside the root there is no relative URI that a reader could trust.
    if (const auto relative = relativeUri(root_, absolute))
      return {{"uri", *relative}, {"uriBaseId", kRootId}};
    return {{"uri", fileUri(absolute)}};
  }

  Json locationJson(const FileFindings& file, const std::string& path, ByteRange range) const {
    Json physical = {{"artifactLocation", artifactJson(path.empty() ? file.path : path)}};
    if (path.empty() || path == file.path)
      physical["region"] = regionJson(*file.source.text(), range);
    return {{"physicalLocation", std::move(physical)}};
  }

  Json noteJson(const FileFindings& file, const Note& note) const {
    Json location = locationJson(file, note.path, note.range);
    if (note.place)
      location["physicalLocation"]["region"] =
          regionJson(note.place->begin[static_cast<std::size_t>(ColumnUnit::Utf16)],
                     note.place->end[static_cast<std::size_t>(ColumnUnit::Utf16)]);
    location["message"] = textMessage(sentence(note.message));
    return location;
  }

  // §3.36: the steps, source first, and the finding itself as the last one.
  Json codeFlowJson(const FileFindings& file, const Finding& finding) const {
    Json steps = Json::array();
    for (const Note& note : finding.notes)
      steps.push_back({{"location", noteJson(file, note)}});
    Json sink = locationJson(file, {}, finding.range);
    sink["message"] = textMessage(sentence(finding.message));
    steps.push_back({{"location", std::move(sink)}});
    return {{"threadFlows", listOf({{"locations", std::move(steps)}})}};
  }

  Json fixJson(const FileFindings& file, const Fix& fix) const {
    Json replacements = Json::array();
    for (const TextEdit& edit : fix.edits)
      replacements.push_back({{"deletedRegion", regionJson(*file.source.text(), edit.range)},
                              {"insertedContent", textMessage(edit.newText)}});
    return {{"description", textMessage(sentence(fix.title))},
            {"artifactChanges", listOf({{"artifactLocation", artifactJson(file.path)},
                                        {"replacements", std::move(replacements)}})}};
  }

  Json resultJson(const FileFindings& file, const Finding& finding) const {
    Json result = {{"ruleId", finding.check}};
    if (const CheckInfo* check = findCheck(finding.check))
      result["ruleIndex"] = check - allChecks().data();
    result["level"] = level(finding.severity);
    result["message"] = textMessage(sentence(finding.message));
    result["locations"] = listOf(locationJson(file, {}, finding.range));
    if (finding.cwe != 0) // another than its rule's
      result["properties"] = {{"tags", {fmt::format("external/cwe/cwe-{:03}", finding.cwe)}}};
    result["partialFingerprints"] = {{"pysecd/v1", fmt::format("{:016x}", finding.fingerprint)}};
    if (!finding.notes.empty()) {
      result["codeFlows"] = listOf(codeFlowJson(file, finding));
      Json related = Json::array();
      for (const Note& note : finding.notes) {
        related.push_back(noteJson(file, note));
        related.back()["id"] = related.size();
      }
      result["relatedLocations"] = std::move(related);
    }
    for (const Fix& fix : finding.fixes)
      if (!fix.edits.empty()) // §3.57.3: at least one replacement
        result["fixes"].push_back(fixJson(file, fix));
    return result;
  }

  Json notificationJson(const Notice& notice) const {
    static constexpr std::string_view kLevels[] = {"warning", "note", "error"}; // by Notice::Kind
    return {{"descriptor", {{"id", notice.reason}}},
            {"level", kLevels[static_cast<std::size_t>(notice.kind)]},
            {"message", textMessage(sentence(notice.message))},
            {"locations",
             listOf({{"physicalLocation", {{"artifactLocation", artifactJson(notice.path)}}}})}};
  }

  std::string root_;
};

} // namespace

std::unique_ptr<Formatter> makeSarifFormatter(std::string root) {
  return std::make_unique<SarifFormatter>(std::move(root));
}

} // namespace pysecd::cli
