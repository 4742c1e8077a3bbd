// `check --fix` where fixes are in each other's way: those of one pass are disjoint, the rest
// follow in further passes on the new text, and what no pass can take is reported as it stands.
#include "server/cli/check_file.h"

#include "analysis/engine/apply_fixes.h"
#include "analysis/engine/file_state.h"
#include "test/support/catch.h"

#include <algorithm>

using namespace pysecd;
using namespace pysecd::cli;

namespace {

Source sourceOf(const std::string& text) {
  return std::get<Source>(workspace::decodeSource(text, "app.py"));
}

AnalysisSetup setup() {
  return {.models = builtinModels(), .settings = std::make_shared<const Settings>()};
}

CheckedFile fixed(const std::string& text, FixMode mode = FixMode::Safe) {
  return checkFile(sourceOf(text), "app.py", mode, setup());
}

std::string_view textOf(const CheckedFile& file) { return file.source.text()->bytes(); }

// One query inside the argument of another call on the same connection.
const std::string kNested =
    "import sqlite3\n"
    "from flask import request\n"
    "\n"
    "\n"
    "def find(db: sqlite3.Connection):\n"
    "    a = request.args[\"a\"]\n"
    "    b = request.args[\"b\"]\n"
    "    return db.execute(\"SELECT 1 FROM t WHERE a = '%s' AND b = '%s'\" % (\n"
    "        a, db.execute(\"SELECT b FROM t WHERE b = '%s'\" % b).fetchone()[0])).fetchall()\n";

} // namespace

TEST_CASE("check --fix: a fix inside of another waits for the next pass", "[cli]") {
  const CheckedFile before = fixed(kNested, FixMode::None);
  const auto fixable =
      std::count_if(before.findings.begin(), before.findings.end(),
                    [](const Finding& f) { return automaticFix(f, false) != nullptr; });
  REQUIRE(fixable == 2);
  const FixResult first = applyFixes(kNested, before.findings, false);
  CHECK(first.applied == 1);
  CHECK(first.conflicts == 1);

  const CheckedFile after = fixed(kNested);
  CHECK(after.fixed == 2);
  CHECK(after.notices.empty());
  CHECK(std::none_of(after.findings.begin(), after.findings.end(), [](const Finding& f) {
    return f.check == std::string_view("database-sql-injection");
  }));
  CHECK(textOf(after).find("\"SELECT b FROM t WHERE b = ?\", (b,)") != std::string_view::npos);
  CHECK(textOf(after).find("\"SELECT 1 FROM t WHERE a = ? AND b = ?\"") != std::string_view::npos);
  CHECK(textOf(fixed(std::string(textOf(after)))) == textOf(after));
}

TEST_CASE("check --fix: two fixes of one call are applied one after the other", "[cli]") {
  const std::string text = "import requests\n"
                           "\n"
                           "\n"
                           "def get(url):\n"
                           "    return requests.get(url, verify=False)\n";
  const CheckedFile once = fixed(text, FixMode::Unsafe);
  CHECK(once.notices.empty());
  CHECK(textOf(once).find("verify=False") == std::string_view::npos);
  CHECK(textOf(once).find("timeout=") != std::string_view::npos);
  CHECK(textOf(fixed(std::string(textOf(once)), FixMode::Unsafe)) == textOf(once));
}

TEST_CASE("check --fix: fixes of many queries on one line, in order", "[cli]") {
  std::string text = "import sqlite3\n"
                     "from flask import request\n"
                     "def find(db: sqlite3.Connection):\n"
                     "    a = request.args[\"a\"]\n    ";
  for (int i = 0; i < 20; ++i)
    text += "db.execute(\"SELECT 1 FROM t WHERE a = '%s'\" % a); ";
  const CheckedFile file = fixed(text + "\n");
  CHECK(file.fixed == 20);
  CHECK(file.notices.empty());
  CHECK(textOf(file).find('%') == std::string_view::npos);
}
