#include "analysis/engine/catalog.h"
#include "server/cli/report.h"
#include "server/cli/security_score.h"
#include "server/cli/uri.h"
#include "test/support/catch.h"
#include "test/support/json_schema.h"
#include "test/unit/cli/sample_findings.h"

#include <fstream>
#include <nlohmann/json.hpp>

using namespace pysecd;
using namespace pysecd::cli;
using nlohmann::json;
using test::SampleFile;

namespace {

json sarifLog(const std::vector<SampleFile>& files, const RunSummary& summary = {}) {
  const auto formatter = makeSarifFormatter("/srv/my shop");
  std::string text = formatter->begin();
  bool any = false;
  for (const SampleFile& file : files) {
    text += any ? formatter->separator() : "";
    text += formatter->file(file.view());
    any = true;
  }
  return json::parse(text + formatter->end(summary));
}

json result(const SampleFile& file) { return sarifLog({file})["runs"][0]["results"][0]; }

json officialSchema() {
  std::ifstream file(std::string(PYSECD_SOURCE_DIR) +
                     "/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  INFO("run `npm ci --ignore-scripts` for the schema");
  REQUIRE(file.is_open());
  return json::parse(file);
}

SampleFile fileWithEverything() {
  SampleFile file = test::sampleView();
  Finding& second = file.add("request.args", Severity::Hint);
  second.notes = {{{7, 9}, "returned from here", "shop/db.py"}};
  second.fixes = {{"look", {}, Safety::Unsafe, false}};
  return file;
}

} // namespace

TEST_CASE("sarif: the log is what the official schema says", "[cli]") {
  RunSummary summary;
  summary.notices = {{Notice::Kind::Skipped, "big.py", "too-large", "3 MiB"},
                     {Notice::Kind::Trouble, "/elsewhere/no.py", "not-found", "no such file"}};
  summary.exitCode = 2;
  SampleFile outside = test::sampleView();
  outside.path = "../lib/a.py";
  const json whole = sarifLog({fileWithEverything(), outside}, summary);
  const json schema = officialSchema();
  CHECK(test::schemaErrors(schema, whole) == "");
  CHECK(test::schemaErrors(schema, sarifLog({})) == "");

  json broken = whole;
  broken["runs"][0]["results"][0].erase("message");
  CHECK(test::schemaErrors(schema, broken) == "/runs/0/results/0: lacks message");
}

TEST_CASE("sarif: where a finding is, relative to the root, in UTF-16 columns", "[cli]") {
  const json run = sarifLog({test::sampleView()})["runs"][0];
  CHECK(run["columnKind"] == "utf16CodeUnits");
  CHECK(run["originalUriBaseIds"]["SRCROOT"]["uri"] == "file:///srv/my%20shop/");
  const json location = run["results"][0]["locations"][0]["physicalLocation"];
  CHECK(location["artifactLocation"] ==
        json::parse(R"({"uri":"shop/views.py","uriBaseId":"SRCROOT"})"));
  CHECK(location["region"] ==
        json::parse(R"({"startLine":4,"startColumn":23,"endLine":4,"endColumn":68})"));

  SampleFile astral("x = '\xf0\x9f\x98\x80' + name\n");
  astral.add("name");
  CHECK(result(astral)["locations"][0]["physicalLocation"]["region"]["startColumn"] == 12);
}

TEST_CASE("sarif: the flow begins at the source and ends at the finding", "[cli]") {
  const json finding = result(test::sampleView());
  const json steps = finding["codeFlows"][0]["threadFlows"][0]["locations"];
  REQUIRE(steps.size() == 2);
  CHECK(steps[0]["location"]["physicalLocation"]["region"]["startLine"] == 3);
  CHECK(steps[0]["location"]["message"]["text"] == "Untrusted value enters here: request.args.");
  CHECK(steps[1]["location"]["physicalLocation"]["region"]["startLine"] == 4);
  REQUIRE(finding["relatedLocations"].size() == 1);
  CHECK(finding["relatedLocations"][0]["id"] == 1);
  CHECK(finding["message"]["text"] == "Request data reaches the text of a SQL statement.");
  CHECK(finding["partialFingerprints"]["pysecd/v1"] == "000000001234abcd");
}

TEST_CASE("sarif: fixes are replacements", "[cli]") {
  const json finding = result(test::sampleView());
  REQUIRE(finding["fixes"].size() == 1);
  CHECK(finding["fixes"][0]["description"]["text"] == "Pass the value as a bound parameter.");
  const json change = finding["fixes"][0]["artifactChanges"][0];
  CHECK(change["artifactLocation"]["uri"] == "shop/views.py");
  CHECK(change["replacements"][0]["deletedRegion"]["startColumn"] == 23);
  CHECK(change["replacements"][0]["insertedContent"]["text"] ==
        "\"SELECT id FROM users WHERE name = ?\", (name,)");
}

TEST_CASE("sarif: every check is a rule with what code scanning shows of it", "[cli]") {
  const json run = sarifLog({test::sampleView()})["runs"][0];
  const json rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == allChecks().size());
  const json finding = run["results"][0];
  const json rule = rules[finding["ruleIndex"].get<std::size_t>()];
  CHECK(rule["id"] == "database-sql-injection");
  CHECK(finding["ruleId"] == rule["id"]);
  CHECK(rule["shortDescription"]["text"] == "Request data reaches the text of a SQL statement.");
  CHECK(rule["helpUri"] == "https://cwe.mitre.org/data/definitions/89.html");
  CHECK(rule["defaultConfiguration"]["level"] == "error");
  CHECK(rule["properties"]["security-severity"] == "8.8");
  CHECK(rule["properties"]["precision"] == "high");
  const json tags = rule["properties"]["tags"];
  CHECK(tags == json::parse(R"(["security","external/cwe/cwe-089","database"])"));
  for (const json& each : rules) {
    INFO(each["id"]);
    CHECK_FALSE(each["help"]["text"].get<std::string>().empty());
    CHECK_FALSE(each["help"]["markdown"].get<std::string>().empty());
    CHECK_FALSE(each["fullDescription"]["text"].get<std::string>().empty());
  }
}

TEST_CASE("sarif: levels, and troubles as notifications", "[cli]") {
  SampleFile file("a b c d\n");
  file.add("a", Severity::Error);
  file.add("b", Severity::Warning);
  file.add("c", Severity::Information);
  file.add("d", Severity::Hint);
  RunSummary summary;
  summary.exitCode = 2;
  summary.notices = {{Notice::Kind::Skipped, "big.py", "too-large", "3 MiB"},
                     {Notice::Kind::Partial, "py2.py", "syntax-errors", "does not parse"},
                     {Notice::Kind::Trouble, "no.py", "not-found", "no such file"}};
  const json run = sarifLog({file}, summary)["runs"][0];
  CHECK(run["results"][0]["level"] == "error");
  CHECK(run["results"][1]["level"] == "warning");
  CHECK(run["results"][2]["level"] == "note");
  CHECK(run["results"][3]["level"] == "note");

  const json invocation = run["invocations"][0];
  CHECK(invocation["executionSuccessful"] == false);
  CHECK(invocation["exitCode"] == 2);
  const json notifications = invocation["toolExecutionNotifications"];
  REQUIRE(notifications.size() == 3);
  CHECK(notifications[0]["level"] == "warning");
  CHECK(notifications[1]["level"] == "note");
  CHECK(notifications[2]["level"] == "error");
  CHECK(notifications[2]["descriptor"]["id"] == "not-found");
  CHECK(notifications[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "no.py");
  CHECK(sarifLog({})["runs"][0]["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("security severity: by weakness, bounded by severity", "[cli]") {
  const auto score = [](std::uint16_t cwe, Severity severity) {
    return securitySeverity(
        {.id = {}, .group = {}, .severity = severity, .cwe = cwe, .message = {}, .doc = {}});
  };
  CHECK(score(89, Severity::Error) == "8.8");
  CHECK(score(89, Severity::Warning) == "6.9");
  CHECK(score(79, Severity::Error) == "6.1");
  CHECK(score(9999, Severity::Error) == "7.0");
  CHECK(score(78, Severity::Information) == "3.9");
  CHECK(score(78, Severity::Hint) == "2.0");
}

TEST_CASE("uri: paths below the root are relative, bytes are percent-encoded", "[cli]") {
  CHECK(fileUri("/srv/a b.py") == "file:///srv/a%20b.py");
  CHECK(fileUri("C:/a.py") == "file:///C%3A/a.py");
  CHECK(relativeUri("/srv", absolutePath("/srv", "shop/100%.py")) == "shop/100%25.py");
  CHECK(relativeUri("/srv", absolutePath("/srv", "./a/../b.py")) == "b.py");
  CHECK(relativeUri("/srv", absolutePath("/srv", "a:b\xc3\xa9#?.py")) == "a%3Ab%C3%A9%23%3F.py");
  CHECK(relativeUri("/srv", absolutePath("/srv", "../srv2/a.py")) == std::nullopt);
  CHECK(relativeUri("/srv", absolutePath("/srv", "/etc/a.py")) == std::nullopt);
  CHECK(relativeUri("/", absolutePath("/", "a.py")) == "a.py");
}
