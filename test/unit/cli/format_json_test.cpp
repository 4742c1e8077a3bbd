#include "server/cli/report.h"
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

json report(const std::vector<SampleFile>& files, const RunSummary& summary = {}) {
  const auto formatter = makeJsonFormatter();
  std::string text = formatter->begin();
  bool any = false;
  for (const SampleFile& file : files) {
    const std::string part = formatter->file(file.view());
    if (any && !part.empty())
      text += formatter->separator();
    any = any || !part.empty();
    text += part;
  }
  return json::parse(text + formatter->end(summary));
}

json schema() {
  return json::parse(
      std::ifstream(std::string(PYSECD_SOURCE_DIR) + "/server/cli/check.schema.json"));
}

} // namespace

TEST_CASE("json: everything of a finding, with lines from 1 and offsets of the file", "[cli]") {
  const json finding = report({test::sampleView()})["findings"][0];
  CHECK(finding["check"] == "database-sql-injection");
  CHECK(finding["severity"] == "error");
  CHECK(finding["cwe"] == 89);
  CHECK(finding["path"] == "shop/views.py");
  CHECK(finding["range"]["start"] == json::parse(R"({"line":4,"column":23,"offset":94})"));
  CHECK(finding["range"]["end"]["column"] == 68);
  CHECK(finding["fingerprint"] == "000000001234abcd");
  CHECK(finding["notes"][0]["message"] == "untrusted value enters here: request.args");
  CHECK(finding["notes"][0]["range"]["start"]["line"] == 3);
  CHECK(finding["fixes"][0]["safe"] == true);
  CHECK(finding["fixes"][0]["edits"][0]["newText"] ==
        "\"SELECT id FROM users WHERE name = ?\", (name,)");
  CHECK(finding["whyNoFix"].is_null());
}

TEST_CASE("json: offsets are those of the file, whatever its encoding", "[cli]") {
  SampleFile latin("# coding: latin-1\nx = '\xe9'; bad\n");
  latin.add("bad");
  const json start = report({latin})["findings"][0]["range"]["start"];
  CHECK(start == json::parse(R"({"line":2,"column":10,"offset":27})"));

  SampleFile marked("\xef\xbb\xbf"
                    "bad\n");
  marked.add("bad");
  CHECK(report({marked})["findings"][0]["range"]["start"] ==
        json::parse(R"({"line":1,"column":1,"offset":3})"));
}

TEST_CASE("json: files without findings leave no gap", "[cli]") {
  const SampleFile clean("x = 1\n");
  CHECK(report({clean, test::sampleView(), clean, test::sampleView(), clean})["findings"].size() ==
        2);
  CHECK(report({clean})["findings"].empty());
}

TEST_CASE("json: the report is what the published schema says", "[cli]") {
  RunSummary summary;
  summary.counts.add(test::sampleView().findings[0]);
  summary.notices = {{Notice::Kind::Skipped, "big.py", "too-large", "3 MiB"},
                     {Notice::Kind::Partial, "py2.py", "syntax-errors", "does not parse"},
                     {Notice::Kind::Trouble, "no\xff.py", "not-found", "no such file"}};
  summary.exitCode = 2;
  SampleFile refused = test::sampleView();
  refused.findings[0].whyNoFix = "a column";
  refused.findings[0].notes[0].path = "shop/other.py";
  const json whole = report({test::sampleView(), refused}, summary);
  CHECK(test::schemaErrors(schema(), whole) == "");
  CHECK(whole["summary"]["errors"] == 1);
  CHECK(whole["summary"]["fixable"] == 1);
  CHECK(whole["failed"][0]["path"] == "no\xef\xbf\xbd.py");

  json broken = whole;
  broken["findings"][0]["range"]["start"]["line"] = 0;
  CHECK(test::schemaErrors(schema(), broken) ==
        "/findings/0/range/start/line: less than minimum 1");
  broken = whole;
  broken["findings"][1].erase("cwe");
  CHECK(test::schemaErrors(schema(), broken) == "/findings/1: lacks cwe");
}
