// `pysecd check` with configuration files: which one counts, what flags say against it, what is
// wrong with it, and that results of earlier runs know of it.
#include "server/cache/disk_store.h"
#include "server/cli/cli.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <atomic>
#include <sstream>

using namespace pysecd;
using namespace pysecd::cli;

namespace {

const std::string kInjection =
    "import sqlite3\n"
    "from flask import request\n"
    "\n"
    "\n"
    "def find():\n"
    "    name = request.args[\"name\"]\n"
    "    sqlite3.connect(\"x\").execute(f\"SELECT 1 FROM t WHERE name = '{name}'\")\n";

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

Outcome check(CheckOptions options, const std::string& input = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int code = runCheck(options, {in, out, err});
  return {code, out.str(), err.str()};
}

struct Project : test::TempDir {
  Project() {
    write("app.py", kInjection);
    write("tests/test_app.py", kInjection);
    write("vendor/lib.py", kInjection);
    enter();
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

class CountingStore final : public ResultStore {
public:
  explicit CountingStore(std::string directory) : disk_({.directory = std::move(directory)}) {}
  std::optional<std::string> load(const ResultKey& key) override {
    std::optional<std::string> found = disk_.load(key);
    hits += found ? 1 : 0;
    return found;
  }
  void save(const ResultKey& key, std::string_view bytes) override { disk_.save(key, bytes); }
  void flush() override { disk_.flush(); }
  std::atomic<int> hits = 0;

private:
  DiskStore disk_;
};

} // namespace

TEST_CASE("check: a configuration file leaves out files and checks", "[cli][config]") {
  const Project project;
  project.write("pysecd.toml", "extend-exclude = ['vendor/']\n"
                               "per-file-ignores = { 'tests/**' = ['database'] }\n");
  const Outcome outcome = check({.paths = {"."}});
  CHECK(outcome.code == kExitFindings);
  CHECK(outcome.err == "");
  CHECK(has(outcome.out, "app.py:7:34: error: "));
  CHECK_FALSE(has(outcome.out, "tests/test_app.py"));
  CHECK(has(outcome.out, "1 error, 0 warnings in 2 files"));
  // The same for a file alone, for standard input, and from below.
  CHECK(check({.paths = {"tests/test_app.py"}}).code == kExitClean);
  CHECK(check({.paths = {"-"}, .stdinFilename = "tests/x.py"}, kInjection).code == kExitClean);
  CHECK(check({.paths = {"-"}, .stdinFilename = "x.py"}, kInjection).code == kExitFindings);
  std::filesystem::current_path(project.path("tests"));
  CHECK(check({.paths = {"."}}).code == kExitClean);
  CHECK(check({.paths = {"../vendor"}}).code == kExitFindings); // named, so meant
}

TEST_CASE("check: [tool.pysecd] of pyproject.toml, and the files that win over it",
          "[cli][config]") {
  const Project project;
  project.write("pyproject.toml", "[tool.pysecd]\nignore = ['database']\n");
  CHECK(check({.paths = {"app.py"}}).code == kExitClean);
  project.write("pysecd.toml", "");
  CHECK(check({.paths = {"app.py"}}).code == kExitFindings);
  project.write(".pysecd.toml", "ignore = ['database']\n");
  CHECK(check({.paths = {"app.py"}}).code == kExitClean);
}

TEST_CASE("check: flags win over the file", "[cli][config]") {
  const Project project;
  project.write("pysecd.toml", "ignore = ['database']\nexclude = ['app.py']\nfail-on = 'never'\n");
  CHECK(check({.paths = {"."}}).out == "no findings in 2 files\n");
  const Outcome selected = check({.paths = {"."}, .select = {"database-sql-injection"}});
  CHECK(has(selected.out, "1 error, 0 warnings, 1 information in 2 files"));
  CHECK(selected.code == kExitClean);
  CHECK(check({.paths = {"."}, .select = {"database"}, .failOn = config::FailOn::Error}).code ==
        kExitFindings);
  CHECK(check({.paths = {"."}, .excludes = {"vendor"}}).out == "no findings in 2 files\n");
  CHECK(check({.paths = {"."}, .extendExcludes = {"vendor"}}).out == "no findings in 1 file\n");
  CHECK(has(check({.paths = {"."}, .config = {.isolated = true}}).out, "in 3 files"));
  CHECK(check({.paths = {"."}, .config = {.isolated = true}}).code == kExitFindings);
  project.write("other.toml", "select = ['access']\n");
  CHECK(check({.paths = {"."}, .config = {.file = "other.toml"}}).out ==
        "no findings in 3 files\n");
}

TEST_CASE("check: --fail-on chooses what makes it fail", "[cli][config]") {
  const Project project;
  CHECK(check({.paths = {"tests"}}).code == kExitClean); // an information
  CHECK(check({.paths = {"tests"}, .failOn = config::FailOn::Information}).code == kExitFindings);
  CHECK(check({.paths = {"."}, .failOn = config::FailOn::Error}).code == kExitFindings);
  CHECK(check({.paths = {"."}, .failOn = config::FailOn::Never}).code == kExitClean);
}

TEST_CASE("check: two roots with files of their own", "[cli][config]") {
  const Project project;
  project.write("vendor/pysecd.toml", "ignore = ['database']\n");
  CHECK(has(check({.paths = {"app.py", "vendor"}}).out, "1 error, 0 warnings in 2 files"));
  CHECK(check({.paths = {"vendor"}}).code == kExitClean);
}

TEST_CASE("check: mistakes in the file are usage errors, all of them at once", "[cli][config]") {
  const Project project;
  project.write("pysecd.toml", "ignroe = []\nignore = [\n  'databse',\n]\n");
  const Outcome outcome = check({.paths = {"."}});
  CHECK(outcome.code == kExitTrouble);
  CHECK(outcome.out == "");
  CHECK(outcome.err ==
        "error: " + project.path("pysecd.toml") +
            ":1:1: there is no option 'ignroe' (did you mean 'ignore'?)\n"
            "error: " +
            project.path("pysecd.toml") +
            ":3:3: there is no check or group 'databse' (did you mean 'database'?); `pysecd "
            "checks` lists them\n");
  CHECK(check({.paths = {"."}, .config = {.isolated = true}}).code == kExitFindings);
  CHECK(has(check({.paths = {"."}, .config = {.file = "none.toml"}}).err,
            "none.toml:1:1: cannot be used: there is no such file\n"));
  CHECK(check({.paths = {"."}, .config = {.file = "pysecd.toml", .isolated = true}}).err ==
        "error: --config and --isolated exclude each other\n");
}

TEST_CASE("check: unknown names in flags are usage errors with a suggestion", "[cli][config]") {
  const Project project;
  CHECK(check({.select = {"database, database-dynamic-qury"}}).err ==
        "error: --select: there is no check or group 'database-dynamic-qury' (did you mean "
        "'database-dynamic-query'?); `pysecd checks` lists them\n");
  CHECK(check({.ignore = {"nonsense"}}).code == kExitTrouble);
  CHECK(check({.paths = {"app.py"},
               .select = {"database-sql-injection"},
               .ignore = {" database-sql-injection,"}})
            .code == kExitClean);
}

TEST_CASE("check: --show-config tells what applies and where it comes from", "[cli][config]") {
  const Project project;
  project.write("pysecd.toml", "ignore = ['access']\n[per-file-ignores]\n'tests/**' = ['input']\n");
  const std::string file = project.path("pysecd.toml");
  const Outcome outcome =
      check({.paths = {"."}, .ignore = {"database"}, .models = {"m.json"}, .showConfig = true});
  CHECK(outcome.code == kExitClean);
  CHECK(outcome.err == "");
  CHECK(has(outcome.out, "# " + project.path("").substr(0, project.path("").size() - 1) + ": " +
                             file + "\nselect = []  # default\n" +
                             "ignore = [\"database\", \"access\"]  # --ignore, " + file + ":1:1\n" +
                             "per-file-ignores = { \"tests/**\" = [\"input\"] }  # " + file +
                             ":2:2\nexclude = []  # default\n"));
  CHECK(has(outcome.out, "models = [\"" + project.path("m.json") + "\"]  # --models\n"));
  CHECK(has(outcome.out, "fail-on = \"warning\"  # default\n"));
  // What it prints is itself a configuration.
  project.write("shown.toml",
                check({.paths = {"."}, .ignore = {"database"}, .showConfig = true}).out);
  CHECK(check({.paths = {"app.py"}, .config = {.file = "shown.toml"}}).code == kExitClean);
}

TEST_CASE("review: the configuration is that of check", "[cli][config]") {
  const Project project;
  const auto review = [](const ReviewOptions& options) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const int code = runReviewCommand(options, {in, out, err});
    return Outcome{code, out.str(), err.str()};
  };
  project.write("pysecd.toml", "extend-exclude = ['vendor/']\n");
  CHECK(has(review({.paths = {"."}}).out, "1 explicit security defect was identified in 2 files"));
  project.write("pysecd.toml", "ignore = ['database']\nexclude = ['vendor']\n");
  CHECK(review({.paths = {"."}}).code == kExitClean);
  CHECK(review({.paths = {"."}, .config = {.isolated = true}}).code == kExitFindings);
  project.write("pysecd.toml", "ignroe = []\n");
  CHECK(has(review({.paths = {"."}}).err, "pysecd.toml:1:1: there is no option 'ignroe'"));
}

TEST_CASE("check: results of earlier runs are those of the same settings", "[cli][config]") {
  const Project project;
  const auto run = [&](int hits) {
    const auto store = std::make_shared<CountingStore>(project.path("cache"));
    const Outcome outcome = check({.paths = {"app.py"}, .store = store});
    CHECK(store->hits == hits);
    return outcome.code;
  };
  CHECK(run(0) == kExitFindings);
  CHECK(run(1) == kExitFindings);
  project.write("pysecd.toml", "ignore = ['database']\n");
  CHECK(run(0) == kExitClean);
  CHECK(run(1) == kExitClean);
  project.write("pysecd.toml", "# a comment and a setting that changes nothing\nfail-on = 'error'\n"
                               "ignore = ['database']\n");
  CHECK(run(1) == kExitClean);
  project.write("pysecd.toml", "per-file-ignores = { 'app.py' = ['database'] }\n");
  CHECK(run(1) == kExitClean); // the same applies to the file
  project.write("pysecd.toml", "");
  CHECK(run(1) == kExitFindings);
}
