#include "server/cli/cli.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

using namespace pysecd;
using namespace pysecd::cli;
namespace fs = std::filesystem;

namespace {

const std::string kInjection =
    "import sqlite3\n"
    "from flask import request\n"
    "\n"
    "\n"
    "def find():\n"
    "    db = sqlite3.connect(\"shop.db\")\n"
    "    name = request.args[\"name\"]\n"
    "    return db.execute(f\"SELECT id FROM users WHERE name = '{name}'\")\n";
const std::string kFixed =
    "import sqlite3\n"
    "from flask import request\n"
    "\n"
    "\n"
    "def find():\n"
    "    db = sqlite3.connect(\"shop.db\")\n"
    "    name = request.args[\"name\"]\n"
    "    return db.execute(\"SELECT id FROM users WHERE name = ?\", (name,))\n";

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

Outcome run(const CheckOptions& options, const std::string& input = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int code = runCheck(options, {in, out, err});
  return {code, out.str(), err.str()};
}

struct Project : test::TempDir {
  Project() { enter(); }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("check: a finding is printed and makes the exit code 1", "[cli]") {
  const Project project;
  project.write("shop/views.py", kInjection);
  project.write("shop/clean.py", "x = 1\n");
  const Outcome outcome = run({.paths = {"shop"}});
  CHECK(outcome.code == kExitFindings);
  CHECK(outcome.err == "");
  CHECK(has(outcome.out, "shop/views.py:8:23: error: "));
  CHECK(has(outcome.out, " [database-sql-injection]\n    8 |     return db.execute("));
  CHECK(has(outcome.out, "shop/views.py:7:12: note: "));
  CHECK(has(outcome.out,
            "    8 |     return db.execute(\"SELECT id FROM users WHERE name = ?\", (name,))\n"));
  CHECK(has(outcome.out, "\n1 error, 0 warnings in 2 files; 1 fixable with --fix\n"));

  CHECK(run({.paths = {"shop"}, .exitZero = true}).code == kExitClean);
  CHECK_FALSE(has(run({.paths = {"shop"}, .quiet = true}).out, "fixable with"));
}

TEST_CASE("check: nothing found is said, and is 0", "[cli]") {
  const Project project;
  project.write("a.py", "x = 1\n");
  project.write("notes.txt", "");
  CHECK(run({}).out == "no findings in 1 file\n");
  CHECK(run({}).code == kExitClean);

  fs::remove(project.path("a.py"));
  const Outcome empty = run({});
  CHECK(empty.code == kExitClean);
  CHECK(empty.out == "no findings in 0 files\n");
  CHECK(has(empty.err, "note: no Python files found"));
}

TEST_CASE("check: what cannot be analysed is said, the rest is analysed, exit code 2", "[cli]") {
  const Project project;
  project.write("bad.py", "x = '\xff'\n");
  project.write("views.py", kInjection);
  const Outcome outcome = run({.paths = {".", "missing"}});
  CHECK(outcome.code == kExitTrouble);
  CHECK(has(outcome.out, "views.py:8:23: error:"));
  CHECK(has(outcome.out, "1 error, 0 warnings in 1 file; 1 fixable with --fix; 2 failed\n"));
  CHECK(has(outcome.err, "error: missing: no such file or directory; check the path\n"));
  CHECK(has(outcome.err, "error: bad.py: not UTF-8 at byte 5 (line 1);"));
  CHECK(run({.paths = {"bad.py"}, .exitZero = true}).code == kExitTrouble);
}

TEST_CASE("check: files over the limit and binary files are skipped aloud", "[cli]") {
  const Project project;
  project.write("big.py", "x = 1\n" + std::string(3000, '#') + "\n");
  project.write("nul.py", std::string("x\0y", 3));
  const Outcome outcome = run({.maxFileSize = 2000});
  CHECK(outcome.code == kExitClean);
  CHECK(has(outcome.err,
            "skipped: big.py: 2.9 KiB is more than the limit of 2.0 KiB; analyse it with "
            "--max-file-size 3007\n"));
  CHECK(has(outcome.err, "skipped: nul.py: contains NUL bytes"));
  CHECK(outcome.out == "no findings in 0 files; 2 skipped\n");
  CHECK(run({.paths = {"big.py"}, .maxFileSize = 3007}).out == "no findings in 1 file\n");
}

TEST_CASE("check: a file that does not parse everywhere is analysed and noted", "[cli]") {
  const Project project;
  project.write("broken.py", kInjection + "\n\ndef half(:\n");
  const Outcome outcome = run({.paths = {"broken.py"}});
  CHECK(outcome.code == kExitFindings);
  CHECK(has(outcome.out, "[database-sql-injection]"));
  CHECK(has(outcome.err, "note: broken.py: has syntax errors;"));

  for (int i = 0; i < 9; ++i)
    project.write("b" + std::to_string(i) + ".py", "def half(:\n");
  CHECK(has(run({}).err, "note: 5 files more with syntax errors;"));
}

TEST_CASE("check: options that do not go together are refused", "[cli]") {
  CHECK(run({.fix = true, .diff = true}).code == kExitTrouble);
  CHECK(has(run({.fix = true, .diff = true}).err, "error: --fix and --diff exclude each other"));
  CHECK(run({.unsafeFixes = true}).code == kExitTrouble);
  CHECK(run({.format = OutputFormat::Json, .diff = true}).code == kExitTrouble);
  CHECK(run({.paths = {"-", "a.py"}}).code == kExitTrouble);
  CHECK(run({.stdinFilename = "a.py"}).code == kExitTrouble);
  const Outcome unknown = run({.select = {"sql-injection"}});
  CHECK(unknown.code == kExitTrouble);
  CHECK(has(unknown.err, "did you mean 'database-sql-injection'"));
}

TEST_CASE("check: checks can be chosen", "[cli]") {
  const Project project;
  project.write("views.py", kInjection);
  CHECK(has(run({.select = {"database-sql-injection"}}).out, "[database-sql-injection]"));
  CHECK_FALSE(has(run({.select = {"database-dynamic-query"}}).out, "[database-sql-injection]"));
  CHECK(run({.ignore = {"database"}}).code == kExitClean);
}

TEST_CASE("check: standard input", "[cli]") {
  const Outcome plain = run({.paths = {"-"}}, kInjection);
  CHECK(plain.code == kExitFindings);
  CHECK(has(plain.out, "<stdin>:8:23: error:"));
  CHECK(
      has(run({.paths = {"-"}, .stdinFilename = "shop/a.py"}, kInjection).out, "shop/a.py:8:23:"));

  const Outcome fixed = run({.paths = {"-"}, .fix = true}, kInjection);
  CHECK(fixed.code == kExitClean);
  CHECK(fixed.out == kFixed);
  CHECK(fixed.err == "no findings in 1 file; 1 fixed\n");

  const Outcome large = run({.paths = {"-"}, .fix = true, .maxFileSize = 10}, kInjection);
  CHECK(large.code == kExitTrouble);
  CHECK(large.out == "");
}

TEST_CASE("check --fix: writes the fixed text and reports what is left", "[cli]") {
  const Project project;
  project.write("views.py", kInjection);
  fs::permissions(project.path("views.py"), fs::perms(0640));
  fs::create_directories(project.path("links"));
  fs::create_symlink("../views.py", project.path("links/views.py"));

  const Outcome outcome = run({.paths = {"links/views.py"}, .fix = true});
  CHECK(outcome.code == kExitClean);
  CHECK(outcome.out == "no findings in 1 file; 1 fixed\n");
  CHECK(project.read("views.py") == kFixed);
  CHECK(fs::is_symlink(project.path("links/views.py")));
  CHECK(fs::status(project.path("views.py")).permissions() == fs::perms(0640));
  CHECK(std::distance(fs::directory_iterator(project.path("")), {}) == 2);

  CHECK(run({.paths = {"views.py"}, .fix = true}).out == "no findings in 1 file\n");
}

TEST_CASE("check --fix: keeps line ends, mark and encoding of the file", "[cli]") {
  const Project project;
  const auto crlf = [](const std::string& text) {
    return std::regex_replace(text, std::regex("\n"), "\r\n");
  };
  const std::string cookie = "# coding: latin-1\nCAFE = 'caf\xe9'\n";
  project.write("crlf.py", "\xef\xbb\xbf" + crlf(kInjection));
  project.write("latin.py", cookie + kInjection);
  CHECK(run({.fix = true}).code == kExitClean);
  CHECK(project.read("crlf.py") == "\xef\xbb\xbf" + crlf(kFixed));
  CHECK(project.read("latin.py") == cookie + kFixed);
}

TEST_CASE("check --diff: prints what --fix would write, and writes nothing", "[cli]") {
  const Project project;
  project.write("shop/views.py", kInjection);
  const Outcome outcome = run({.paths = {"shop"}, .diff = true});
  CHECK(outcome.code == kExitFindings);
  CHECK(outcome.out ==
        "--- a/shop/views.py\n"
        "+++ b/shop/views.py\n"
        "@@ -5,4 +5,4 @@\n"
        " def find():\n"
        "     db = sqlite3.connect(\"shop.db\")\n"
        "     name = request.args[\"name\"]\n"
        "-    return db.execute(f\"SELECT id FROM users WHERE name = '{name}'\")\n"
        "+    return db.execute(\"SELECT id FROM users WHERE name = ?\", (name,))\n");
  CHECK(outcome.err == "--fix would repair 1 finding\n");
  CHECK(project.read("shop/views.py") == kInjection);

  project.write("shop/views.py", kFixed);
  const Outcome nothing = run({.paths = {"shop"}, .diff = true});
  CHECK(nothing.code == kExitClean);
  CHECK(nothing.out == "");
  CHECK(nothing.err == "nothing to fix in 1 file\n");
}

TEST_CASE("check: the output does not depend on the number of threads", "[cli]") {
  const Project project;
  for (int i = 0; i < 150; ++i) {
    const std::string name = "m" + std::to_string(i * 7919 % 1000);
    project.write(name + ".py", i % 3 == 0 ? kInjection : "x = 1\n");
    if (i % 10 == 0)
      project.write(name + "bad.py", "'\xff'");
  }
  for (const OutputFormat format : {OutputFormat::Text, OutputFormat::Json, OutputFormat::Sarif}) {
    const Outcome one = run({.format = format, .jobs = 1});
    const Outcome eight = run({.format = format, .jobs = 8});
    CHECK(one.code == kExitTrouble);
    CHECK(one.out == eight.out);
    CHECK(one.err == eight.err);
  }
}

TEST_CASE("check: reports for programs parse, with findings or without", "[cli]") {
  const Project project;
  project.write("a.py", "x = 1\n");
  CHECK(nlohmann::json::parse(run({.format = OutputFormat::Json}).out)["findings"].empty());
  CHECK(nlohmann::json::parse(run({.format = OutputFormat::Sarif}).out)["runs"][0]["results"]
            .empty());
  project.write("b.py", kInjection);
  project.write("c.py", kInjection);
  const auto report = nlohmann::json::parse(run({.format = OutputFormat::Json}).out);
  REQUIRE(report["findings"].size() == 2);
  CHECK(report["findings"][1]["path"] == "c.py");
  CHECK(report["summary"]["exitCode"] == 1);
  CHECK(report["findings"][0]["fingerprint"] == report["findings"][1]["fingerprint"]);
}

TEST_CASE("check --output: the report goes to the file, troubles to the terminal", "[cli]") {
  const Project project;
  project.write("b.py", kInjection);
  const Outcome outcome =
      run({.paths = {"b.py", "missing.py"}, .output = "report.txt", .color = ColorMode::Auto});
  CHECK(outcome.out == "");
  CHECK(has(outcome.err, "missing.py"));
  CHECK(has(project.read("report.txt"), "b.py:8:23: error:"));

  const Outcome refused = run({.paths = {"b.py"}, .output = "no/such/dir/report.txt"});
  CHECK(refused.code == kExitTrouble);
  CHECK(has(refused.err, "error: no/such/dir/report.txt: the report cannot be written there"));
  CHECK(run({.paths = {"b.py"}, .output = "/dev/full"}).code == kExitTrouble);
}

TEST_CASE("check --timing: each phase on stderr", "[cli]") {
  const Project project;
  project.write("a.py", "x = 1\n");
  const Outcome outcome = run({.jobs = 1, .timing = true});
  CHECK(std::regex_match(
      outcome.err, std::regex("timing: read [0-9.]+ ms, analyse [0-9.]+ ms, format [0-9.]+ ms, "
                              "summed over 1 thread; [0-9.]+ ms in all\n")));
}

TEST_CASE("check: colours only where they are wanted", "[cli]") {
  const Project project;
  project.write("b.py", kInjection);
  const auto colored = [](const CheckOptions& options, bool terminal, bool noColor) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    runCheck(options, {in, out, err, terminal, noColor});
    return has(out.str(), "\x1b[");
  };
  CHECK(colored({}, true, false));
  CHECK_FALSE(colored({}, true, true));
  CHECK_FALSE(colored({}, false, false));
  CHECK(colored({.color = ColorMode::Always}, false, true));
  CHECK_FALSE(colored({.color = ColorMode::Never}, true, false));
}
