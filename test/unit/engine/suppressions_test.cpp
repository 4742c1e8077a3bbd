#include "analysis/engine/catalog.h"
#include "analysis/engine/file_state.h"
#include "analysis/engine/kept_result.h"
#include "analysis/engine/suppression_comments.h"
#include "test/support/catch.h"

#include <algorithm>

using namespace pysecd;

namespace {

constexpr std::string_view kHead = "import sqlite3\n"
                                   "from flask import request\n"
                                   "db = sqlite3.connect('x')\n"
                                   "def f():\n"
                                   "    x = request.args['x']\n";

Snapshot snapshotOf(const std::string& body, Settings settings = {}) {
  Snapshot snapshot;
  snapshot.text = makeText(std::string(kHead) + body);
  snapshot.path = "app.py";
  snapshot.models = builtinModels();
  snapshot.settings = std::make_shared<const Settings>(std::move(settings));
  return snapshot;
}

std::string checksOf(const std::string& body, Settings settings = {}) {
  std::string checks;
  for (const Finding& finding : analyseOnce(snapshotOf(body, std::move(settings))).findings)
    checks.append(checks.empty() ? "" : " ").append(finding.check);
  return checks;
}

constexpr std::string_view kBad = "    db.execute(f\"SELECT * FROM t WHERE a = '{x}'\")";

std::string withComment(std::string_view comment) {
  return std::string(kBad) + "  " + std::string(comment) + "\n";
}

} // namespace

TEST_CASE("marks of a comment are read apart") {
  const std::string_view text = "# pysecd: ignore[a, b-c] why not  # noqa: S608, E501 # nosec B608";
  const auto marks = readSuppressions(text, 10);
  REQUIRE(marks.size() == 3);
  REQUIRE(marks[0].ids.size() == 2);
  CHECK(marks[0].ids[1].text == "b-c");
  CHECK(text.substr(marks[0].ids[1].range.begin - 10, 3) == "b-c");
  CHECK(marks[0].reason == "why not");
  CHECK_FALSE(marks[0].foreign);
  REQUIRE(marks[1].ids.size() == 2);
  CHECK(marks[1].ids[0].text == "S608");
  REQUIRE(marks[2].ids.size() == 1);
  CHECK(marks[2].foreign);
}

TEST_CASE("what only looks like a suppression is none") {
  for (const std::string_view text :
       {"# pysecd", "# pysecd: ignored[x]", "# nosecret", "# noqaX", "# see nosec", "# NOSONARs",
        "# ruff: noq", "#", "##", "# pysecd:", "# pysecd: ignore-line[x]"})
    CHECK(readSuppressions(text, 0).empty());
  for (const std::string_view text : {"# pysecd: ignore[", "# pysecd: ignore[a", "#pysecd:ignore[]",
                                      "# nosec:", "# noqa:", "# nosec []", "# pysecd: ignore]"})
    CHECK(readSuppressions(text, 0).size() == 1);
}

TEST_CASE("a setting tells whether comments of other tools count") {
  Settings strict;
  strict.foreignSuppressions = false;
  for (const std::string_view comment : {"# nosec", "# noqa: S608", "# nosemgrep", "# NOSONAR"}) {
    CHECK(checksOf(withComment(comment)).empty());
    CHECK(checksOf(withComment(comment), strict) == "database-sql-injection");
  }
  CHECK(checksOf(withComment("# pysecd: ignore[database] y"), strict).empty());
}

TEST_CASE("an unused suppression is told only where that can be known") {
  const std::string body = "    y = 1  # pysecd: ignore[database-sql-injection] y\n";
  CHECK(checksOf(body) == "suppression-unused");
  CHECK(checksOf(body, {.disabledChecks = {"database-sql-injection"}}).empty());
  CHECK(checksOf(body, {.disabledChecks = {"suppression-unused"}}).empty());
  CHECK(checksOf(body + "    z = (\n").find("suppression") == std::string::npos);
}

TEST_CASE("a suppression of the whole file, and the edits that write them") {
  CHECK(checksOf(withComment("") + "# pysecd: ignore-file[database-sql-injection] y\n").empty());
  const Analysis analysis = analyseOnce(snapshotOf(withComment("")));
  REQUIRE(analysis.findings.size() == 1);
  REQUIRE(analysis.findings[0].suppressAt);
  const std::string_view text = analysis.text->bytes();
  CHECK(text[*analysis.findings[0].suppressAt] == '\n');
  CHECK(text.substr(0, *analysis.findings[0].suppressAt).ends_with(")  "));
  const TextEdit edit = fileSuppression("a-b", *makeText("#!/bin/sh\r\n# coding: x\r\nx\r\n"));
  CHECK(edit.range.begin == 24);
  CHECK(edit.newText.ends_with("\r\n"));
}

TEST_CASE("where a suppression goes is a place where it works") {
  for (const std::string body :
       {"    db.execute(\n        f\"SELECT * FROM t WHERE a = '{x}'\",\n    )\n",
        "    db.execute(f\"\"\"SELECT *\n FROM t WHERE a = '{x}'\"\"\")\n",
        "    if db.execute(f\"SELECT * FROM t WHERE a = '{x}'\"):\n        pass\n",
        "    if x: db.execute(f\"SELECT * FROM t WHERE a = '{x}'\")\n",
        "    y = 1; db.execute(f\"SELECT * FROM t WHERE a = '{x}'\")  # said\n",
        "    for r in db.execute(\n        f\"SELECT * FROM t WHERE a = '{x}'\"\n    ): pass\n",
        "    db.execute(f\"SELECT * FROM t WHERE a = '{x}'\")"}) {
    const Analysis before = analyseOnce(snapshotOf(body));
    REQUIRE(before.findings.size() == 1);
    REQUIRE(before.findings[0].suppressAt);
    std::string text(before.text->bytes());
    text.insert(*before.findings[0].suppressAt,
                "  " + suppressionOf(before.findings[0].check) + " because");
    INFO(text);
    CHECK(checksOf(text.substr(kHead.size())).empty());
  }
}

TEST_CASE("kept results know whether comments of other tools counted") {
  Settings strict;
  strict.foreignSuppressions = false;
  CHECK(resultKey(snapshotOf("x = 1"), 1) != resultKey(snapshotOf("x = 1", strict), 1));
}

TEST_CASE("every rule of Bandit and ruff has its checks or a reason") {
  REQUIRE(otherRules().size() > 70);
  for (const OtherRule& rule : otherRules()) {
    INFO(rule.name);
    const auto checks = checksOfOtherRule(rule.name);
    CHECK(checks.empty() != rule.why.empty());
    CHECK(std::all_of(checks.begin(), checks.end(),
                      [](std::string_view check) { return findCheck(check) != nullptr; }));
    CHECK((rule.bandit.empty() || checksOfOtherRule(rule.bandit) == checks));
    CHECK((rule.ruff.empty() || checksOfOtherRule(rule.ruff) == checks));
  }
  CHECK(checksOfOtherRule("").empty());
  CHECK_FALSE(isOtherRule("B999"));
}
