#include "analysis/engine/catalog.h"
#include "server/cli/check_doc.h"
#include "server/cli/cli.h"
#include "test/support/catch.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace pysecd;
using namespace pysecd::cli;

namespace {

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

template <typename Command> Outcome run(const Command& command) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int code = command(Streams{in, out, err});
  return {code, out.str(), err.str()};
}

Outcome explain(const std::string& id, ColorMode color = ColorMode::Never) {
  return run([&](const Streams& streams) { return runExplain(id, color, streams); });
}

Outcome checks(ListFormat format) {
  return run([&](const Streams& streams) { return runChecks(format, streams); });
}

} // namespace

TEST_CASE("explain: every check has a page", "[cli]") {
  for (const CheckInfo& check : allChecks()) {
    INFO(check.id);
    const Outcome outcome = explain(std::string(check.id));
    CHECK(outcome.code == kExitClean);
    CHECK(outcome.out.find(check.id) == 0);
    CHECK(outcome.out.find("CWE-" + std::to_string(check.cwe)) != std::string::npos);
    CHECK(outcome.out.find("\nWhat it finds\n") != std::string::npos);
    CHECK(outcome.out.find("```") == std::string::npos);
  }
}

TEST_CASE("explain: an unknown check is answered with the nearest", "[cli]") {
  const Outcome outcome = explain("sql-injecton");
  CHECK(outcome.code == kExitTrouble);
  CHECK(outcome.out == "");
  CHECK(outcome.err == "error: there is no check 'sql-injecton'; `pysecd checks` lists them\n");
  CHECK(explain("database-sql-injecton").err.find("(did you mean 'database-sql-injection'") !=
        std::string::npos);
}

TEST_CASE("checks: one line a check, for people, documents and programs", "[cli]") {
  const auto lines = [](const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  };
  const Outcome text = checks(ListFormat::Text);
  CHECK(text.code == kExitClean);
  CHECK(lines(text.out) == allChecks().size());
  CHECK(text.out.find("database-sql-injection") != std::string::npos);
  CHECK(lines(checks(ListFormat::Markdown).out) == allChecks().size() + 2);

  const auto json = nlohmann::json::parse(checks(ListFormat::Json).out);
  REQUIRE(json.size() == allChecks().size());
  CHECK(json[0]["id"] == allChecks()[0].id);
  CHECK(json[0]["group"] == allChecks()[0].group);
}

TEST_CASE("docSection: the text under a heading, fences respected", "[cli]") {
  const std::string_view doc =
      "# t\n\n## What it finds\n\nOne\nline.\n\nMore.\n\n```\n## no heading\n```\n\n## Fix\n\nx\n";
  CHECK(docSection(doc, "What it finds") == "One\nline.\n\nMore.\n\n```\n## no heading\n```");
  CHECK(firstParagraph(docSection(doc, "What it finds")) == "One line.");
  CHECK(docSection(doc, "Fix") == "x");
  CHECK(docSection(doc, "Limits").empty());
  CHECK(docSection("## Fix", "Fix").empty());
}

TEST_CASE("sentence: a fragment with its capital and its period", "[cli]") {
  CHECK(sentence("request data reaches SQL") == "Request data reaches SQL.");
  CHECK(sentence("`eval` runs it!") == "`eval` runs it!");
  CHECK(sentence("") == "");
}
