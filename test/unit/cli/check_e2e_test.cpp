// The built binary as a user or a CI job runs it: arguments, streams, exit codes.
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

using namespace pysecd;

namespace {

const std::string kInjection =
    "import sqlite3\n"
    "from flask import request\n"
    "\n"
    "\n"
    "def find():\n"
    "    db = sqlite3.connect(\"shop.db\")\n"
    "    name = request.args[\"name\"]\n"
    "    return db.execute(\"SELECT id FROM users WHERE name = '%s'\" % name)\n";

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

struct Project : test::TempDir {
  Project() { write("project/shop/views.py", kInjection); }

  // A shell line in project/, with $PYSECD as the binary.
  Outcome shell(const std::string& line) const {
    const std::string command = "cd '" + path("project") + "' && PYSECD='" PYSECD_BINARY "' && { " +
                                line + "; } >'" + path("out") + "' 2>'" + path("err") +
                                "' </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read("out"), read("err")};
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("binary: exit codes 0, 1 and 2", "[cli][e2e]") {
  const Project project;
  project.write("project/clean.py", "x = 1\n");
  CHECK(project.shell("$PYSECD check clean.py").code == 0);
  CHECK(project.shell("$PYSECD check shop").code == 1);
  CHECK(project.shell("$PYSECD check missing").code == 2);
  CHECK(project.shell("$PYSECD check --format yaml shop").code == 2);
  CHECK(project.shell("$PYSECD check --jobs none shop").code == 2);
  CHECK(project.shell("$PYSECD chek shop").code == 2);
  CHECK(project.shell("$PYSECD explain nonsense").code == 2);
  CHECK(project.shell("$PYSECD explain database-sql-injection").code == 0);
  CHECK(project.shell("$PYSECD checks").code == 0);
  CHECK(project.shell("$PYSECD check --help").code == 0);
  CHECK(project.shell("$PYSECD check --no-cache shop").code == 1);
}

TEST_CASE("binary: the cache is where the environment says", "[cli][e2e]") {
  const Project project;
  const Outcome info = project.shell("PYSECD_CACHE_DIR=$PWD/../cache $PYSECD cache info");
  CHECK(info.code == 0);
  CHECK(has(info.out, project.path("project/../cache") + "\n"));
  CHECK(project.shell("PYSECD_CACHE_DIR=$PWD/../cache $PYSECD cache clear").code == 0);
  CHECK(project.shell("PYSECD_CACHE_DIR=$PWD/shop/views.py $PYSECD cache info").code == 2);
  CHECK(project.shell("$PYSECD cache").code == 2);
  CHECK(project.shell("$PYSECD cache --help").code == 0);
}

TEST_CASE("binary: the current directory is checked when no path is given", "[cli][e2e]") {
  const Project project;
  const Outcome outcome = project.shell("$PYSECD check");
  CHECK(outcome.code == 1);
  CHECK(outcome.err == "");
  CHECK(has(outcome.out,
            "shop/views.py:8:23: error: request data reaches the text of a SQL statement "
            "[database-sql-injection]\n"));
  CHECK(has(outcome.out, "\n1 error, 0 warnings in 1 file; 1 fixable with --fix\n"));
}

TEST_CASE("binary: what --diff prints, git applies; then nothing is left", "[cli][e2e]") {
  const Project project;
  const Outcome diff = project.shell("$PYSECD check --diff");
  CHECK(diff.code == 1);
  project.write("fix.diff", diff.out);
  CHECK(project.shell("git apply --verbose ../fix.diff").code == 0);
  const Outcome after = project.shell("$PYSECD check");
  CHECK(after.code == 0);
  CHECK(after.out == "no findings in 1 file\n");
}

TEST_CASE("binary: --fix writes what --diff shows", "[cli][e2e]") {
  const Project project;
  const Outcome diff = project.shell("$PYSECD check --diff");
  const Outcome fixed = project.shell("cp -r shop before && $PYSECD check --fix shop");
  CHECK(fixed.code == 0);
  CHECK(fixed.out == "no findings in 1 file; 1 fixed\n");
  const Outcome changed = project.shell("diff -u before/views.py shop/views.py | tail -n +3");
  CHECK(changed.out == diff.out.substr(diff.out.find("@@")));
}

TEST_CASE("binary: reports for programs go to stdout alone", "[cli][e2e]") {
  const Project project;
  project.write("project/bad.py", "'\xff'");
  for (const char* format : {"json", "sarif"}) {
    const Outcome outcome = project.shell(std::string("$PYSECD check --format ") + format);
    CHECK(outcome.code == 2);
    CHECK(nlohmann::json::accept(outcome.out));
    CHECK(has(outcome.err, "error: bad.py: not UTF-8 at byte 1 (line 1)"));
  }
}

TEST_CASE("binary: standard input and output in a pipe", "[cli][e2e]") {
  const Project project;
  const Outcome fixed = project.shell("$PYSECD check --fix --stdin-filename a.py - <shop/views.py");
  CHECK(fixed.code == 0);
  CHECK(has(fixed.out, "\"SELECT id FROM users WHERE name = ?\", (name,)"));
  CHECK(project.shell("cat shop/views.py | $PYSECD check -").code == 1);
  CHECK(project.shell("$PYSECD check shop >/dev/full").code == 2);
}

TEST_CASE("binary: options of the command line reach the run", "[cli][e2e]") {
  const Project project;
  project.write("project/.gitignore", "generated/\n");
  project.write("project/generated/a.py", kInjection);
  CHECK(has(project.shell("$PYSECD check --no-ignore").out, "in 2 files"));
  CHECK(has(project.shell("$PYSECD check").out, "in 1 file;"));
  CHECK(has(project.shell("$PYSECD check . --exclude shop --exclude other").out, "in 0 files"));
  CHECK(
      project.shell("$PYSECD check --ignore database-sql-injection,database-dynamic-query").code ==
      0);
  CHECK(has(project.shell("$PYSECD check --max-file-size 100 .").err, "skipped: shop/views.py: "));
  CHECK(project.shell("$PYSECD check --exit-zero").code == 0);
  CHECK(has(project.shell("$PYSECD check --color always").out, "\x1b[1;31merror"));
  CHECK_FALSE(has(project.shell("$PYSECD check").out, "\x1b["));
  CHECK(has(project.shell("$PYSECD check -j 2 --timing").err, "summed over 2 threads"));
  CHECK(project.shell("$PYSECD check --output report.json --format json").out == "");
  CHECK(nlohmann::json::accept(project.read("project/report.json")));
}
