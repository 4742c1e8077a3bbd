// What a review says of the sample shop and of small programs.
#include "analysis/review/kinds.h"
#include "server/review/formats.h"
#include "server/review/review_run.h"

#include "test/support/catch.h"
#include "test/support/json_schema.h"
#include "test/support/temp_dir.h"

#include <filesystem>
#include <fstream>
#include <set>

namespace fs = std::filesystem;
using namespace pysecd;
using namespace pysecd::review;

namespace {

fs::path shop() { return fs::path(PYSECD_SOURCE_DIR) / "test/projects/shop"; }

Report reviewOf(const std::string& path, unsigned threads = 1) {
  server_review::ReviewInput input;
  input.paths = {path};
  input.models = builtinModels();
  input.settingsOf = [settings = std::make_shared<const Settings>()](const std::string&) {
    return settings;
  };
  input.threads = threads;
  return server_review::runReview(input).report;
}

void checkCounts(const Report& report) {
  for (const ConsiderationReport& part : report.considerations) {
    CHECK(part.tally.surface == part.items.size());
    CHECK(part.tally.judged + part.tally.unresolved == part.tally.surface);
    std::size_t unresolved = 0, defects = 0;
    for (const ReportItem& item : part.items) {
      unresolved += item.item.verdict == Verdict::Unresolved ? 1 : 0;
      defects += item.item.verdict == Verdict::Defect ? 1 : 0;
      CHECK_FALSE(item.item.reason.empty());
      CHECK(item.line >= 1);
      CHECK(item.endLine >= item.line);
    }
    CHECK(unresolved == part.tally.unresolved);
    CHECK(defects == part.tally.defects);
  }
}

} // namespace

TEST_CASE("the counts of a review add up, and every place has a reason", "[review]") {
  checkCounts(reviewOf(shop().string()));
}

TEST_CASE("a review of the shop has the defects that check finds there", "[review]") {
  const Report report = reviewOf(shop().string());
  std::set<std::string> found;
  for (const auto* list : {&report.defects, &report.notes})
    for (const Defect& defect : *list) {
      const ReportFile& file = report.files[defect.file];
      const LineColumn at =
          file.text->lines().position(defect.finding.range.begin, ColumnUnit::Utf32);
      found.insert(fs::path(file.path).lexically_relative(shop()).generic_string() + ":" +
                   std::to_string(at.line + 1) + " " + std::string(defect.finding.check));
    }
  std::set<std::string> planted;
  std::ifstream expected(shop() / "EXPECTED.txt");
  for (std::string line; std::getline(expected, line);)
    if (!line.empty() && line[0] != '#')
      planted.insert(line);
  CHECK(found == planted);
  std::size_t marked = 0;
  for (const ConsiderationReport& part : report.considerations)
    marked += part.tally.defects;
  CHECK(marked == report.defects.size());
}

TEST_CASE("the same tree gives the same review, whatever the number of threads", "[review]") {
  const std::string once = server_review::json(reviewOf(shop().string(), 1));
  CHECK(server_review::json(reviewOf(shop().string(), 4)) == once);
  CHECK(server_review::markdown(reviewOf(shop().string(), 4)) ==
        server_review::markdown(reviewOf(shop().string(), 1)));
}

TEST_CASE("a review as JSON has the shape that is published", "[review]") {
  std::ifstream file(fs::path(PYSECD_SOURCE_DIR) / "server/review/review.schema.json");
  const nlohmann::json schema = nlohmann::json::parse(file);
  const auto review = nlohmann::json::parse(server_review::json(reviewOf(shop().string())));
  CHECK(test::schemaErrors(schema, review) == "");
  CHECK_FALSE(review["defects"].empty());
}

TEST_CASE("a review as HTML needs no other file and no network", "[review]") {
  const std::string html = server_review::html(reviewOf(shop().string()));
  CHECK_THAT(html, Catch::Contains("19 explicit security defects") && Catch::EndsWith("</html>\n"));
  for (const char* reference : {"http://", "https://", "src=", "@import", "url("})
    CHECK(html.find(reference) == std::string::npos);
}

TEST_CASE("a review tells what is declared, how it is held, and what is known of it", "[review]") {
  const test::TempDir dir;
  dir.write("app.py",
            "import requests\n\n\ndef ask(token):\n"
            "    requests.get('https://api.example.com', headers={'Authorization': token}, "
            "timeout=3)\n");
  dir.write("requirements.txt", "acme-forms==2.1.0\nacme-tables\nacme-charts<2\n");
  dir.write("locked/pyproject.toml", "[project]\ndependencies = ['acme-tables']\n");
  dir.write("locked/uv.lock", "[[package]]\nname = 'acme-tables'\nversion = '1.6'\n");
  const Report without = reviewOf(dir.path("."));
  checkCounts(without);
  CHECK(dependencyLine(without) ==
        "4 packages declared and 1 locked in 3 files; 1 left open to the newest version there is. "
        "There is no snapshot of advisories: known vulnerabilities were not looked for.");
  CHECK(without.defects.empty());
  const std::string text = server_review::markdown(without);
  CHECK_THAT(text, Catch::Contains("`acme-forms==2.1.0`: exact version") &&
                       Catch::Contains("*unresolved* `acme-tables`: any version") &&
                       Catch::Contains("`acme-charts<2`: upper bound") &&
                       Catch::Contains("any version; a lock file says which version") &&
                       Catch::Contains("`uv.lock`: 1 packages with their versions") &&
                       Catch::Contains("over TLS; authenticated by its Authorization header"));

  server_review::ReviewInput input;
  input.paths = {dir.path(".")};
  input.models = builtinModels();
  input.settingsOf = [settings = std::make_shared<const Settings>()](const std::string&) {
    return settings;
  };
  input.advisories = std::make_shared<advisories::SnapshotCache>(std::string(PYSECD_SOURCE_DIR) +
                                                                 "/test/projects/advisories");
  const Report asked = server_review::runReview(input).report;
  checkCounts(asked);
  REQUIRE(asked.defects.size() == 1);
  CHECK(asked.dependencies.vulnerable == 1);
  CHECK_THAT(server_review::html(asked),
             Catch::Contains("1 with an advisory in the snapshot.") &&
                 Catch::Contains("acme-forms 2.1.0 is vulnerable: TEST-2024-1"));
}
