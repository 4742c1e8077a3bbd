// `pysecd check` over files that import each other: explanations lead through them in every format,
// and a second run takes what the first one kept on disk.
#include "server/cache/disk_store.h"
#include "server/cli/cli.h"
#include "test/support/catch.h"
#include "test/support/json_schema.h"
#include "test/support/temp_dir.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace pysecd;
using namespace pysecd::cli;
using nlohmann::json;

namespace {

const std::string kStorage = "import sqlite3\n"
                             "\n"
                             "\n"
                             "def run(sql):\n"
                             "    return sqlite3.connect(\"shop.db\").execute(sql)\n";
const std::string kViews = "from flask import request\n"
                           "\n"
                           "from shop.storage import run\n"
                           "\n"
                           "\n"
                           "def show():\n"
                           "    name = request.args[\"name\"]\n"
                           "    run(\"SELECT id FROM users WHERE name = '\" + name + \"'\")\n";

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

struct Project : test::TempDir {
  Project() {
    write("pyproject.toml", "");
    write("shop/storage.py", kStorage);
    write("shop/views.py", kViews);
    enter();
  }
  static Outcome check(CheckOptions options) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const int code = runCheck(options, {in, out, err});
    return {code, out.str(), err.str()};
  }
};

// The disk's results, and how they were asked for.
class WatchedStore final : public ResultStore {
public:
  explicit WatchedStore(std::string directory) : disk_({.directory = std::move(directory)}) {}
  std::optional<std::string> load(const ResultKey& key) override {
    std::optional<std::string> found = disk_.load(key);
    ++(found ? hits : misses);
    return found;
  }
  void save(const ResultKey& key, std::string_view bytes) override {
    ++saves;
    disk_.save(key, bytes);
  }
  void flush() override { disk_.flush(); }

  std::atomic<int> hits = 0;
  std::atomic<int> misses = 0;
  std::atomic<int> saves = 0;

private:
  DiskStore disk_;
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

json readJson(const std::string& path) {
  std::ifstream file(std::string(PYSECD_SOURCE_DIR) + path);
  REQUIRE(file.is_open());
  return json::parse(file);
}

} // namespace

TEST_CASE("check: text names the place in the other file", "[cli]") {
  const Project project;
  const Outcome outcome = Project::check({.paths = {"shop"}});
  CHECK(outcome.code == kExitFindings);
  CHECK(outcome.err == "");
  CHECK(has(outcome.out, "shop/views.py:8:9: error: "));
  CHECK(has(outcome.out, "shop/views.py:7:12: note: "));
  CHECK(has(outcome.out, "shop/views.py:8:5: note: "));
  const std::size_t note = outcome.out.find("shop/storage.py:5:47: note: ");
  REQUIRE(note != std::string::npos);
  CHECK(has(outcome.out.substr(note),
            "    5 |     return sqlite3.connect(\"shop.db\").execute(sql)\n"
            "      |                                               ^~~\n"));
  CHECK(has(outcome.out, "1 error, 0 warnings in 2 files"));
}

TEST_CASE("check: one file asked for, the other is read all the same", "[cli]") {
  const Project project;
  const Outcome outcome = Project::check({.paths = {"shop/views.py"}});
  CHECK(has(outcome.out, "shop/storage.py:5:47: note: "));
  CHECK(has(outcome.out, "1 error, 0 warnings in 1 file"));
  CHECK(Project::check({.paths = {"shop/storage.py"}}).out == "no findings in 1 file\n");

  std::filesystem::current_path(project.path("shop"));
  const Outcome inside = Project::check({.paths = {"views.py"}});
  CHECK(has(inside.out, "views.py:8:9: error: "));
  CHECK(has(inside.out, "storage.py:5:47: note: "));
}

TEST_CASE("check: json names the other file, as the published schema says", "[cli]") {
  const Project project;
  const Outcome outcome = Project::check({.paths = {"."}, .format = OutputFormat::Json});
  const json report = json::parse(outcome.out);
  CHECK(test::schemaErrors(readJson("/server/cli/check.schema.json"), report) == "");
  REQUIRE(report["findings"].size() == 1);
  const json& notes = report["findings"][0]["notes"];
  REQUIRE(notes.size() == 3);
  CHECK(notes[0]["path"] == "shop/views.py");
  CHECK(notes[1]["path"] == "shop/views.py");
  CHECK(notes[2]["path"] == "shop/storage.py");
  CHECK(notes[2]["range"]["start"]["line"] == 5);
  CHECK(notes[2]["range"]["start"]["column"] == 47);
  CHECK(notes[2]["range"]["end"]["column"] == 50);
}

TEST_CASE("check: sarif's code flow leads into the other file", "[cli]") {
  const Project project;
  const Outcome outcome = Project::check({.paths = {"."}, .format = OutputFormat::Sarif});
  const json log = json::parse(outcome.out);
  CHECK(test::schemaErrors(
            readJson("/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
            log) == "");
  const json& locations =
      log["runs"][0]["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"];
  std::vector<std::string> places;
  for (const json& step : locations) {
    const json& place = step["location"]["physicalLocation"];
    places.push_back(place["artifactLocation"]["uri"].get<std::string>() + ":" +
                     std::to_string(place["region"]["startLine"].get<int>()) + ":" +
                     std::to_string(place["region"]["startColumn"].get<int>()));
  }
  CHECK(places == std::vector<std::string>{"shop/views.py:7:12", "shop/views.py:8:5",
                                           "shop/storage.py:5:47", "shop/views.py:8:9"});
}

TEST_CASE("check: a package named as the path is imported by its own name", "[cli]") {
  const test::TempDir dir; // without any mark of a project
  dir.write("site/shop/__init__.py", "");
  dir.write("site/shop/inner/__init__.py", "");
  dir.write("site/shop/inner/storage.py", kStorage);
  dir.write("site/shop/inner/views.py",
            "from flask import request\nfrom shop.inner.storage import run\n\n\ndef show():\n"
            "    run(\"SELECT 1 FROM t WHERE name = '\" + request.args[\"name\"] + \"'\")\n");
  for (const std::string path : {"site/shop", "site/shop/inner", "site/shop/inner/views.py"}) {
    CAPTURE(path);
    dir.enter();
    CHECK(has(Project::check({.paths = {path}}).out, "1 error, 0 warnings"));
  }
  std::filesystem::current_path(dir.path("site/shop/inner"));
  CHECK(has(Project::check({.paths = {"."}}).out, "views.py:6:9: error: "));
}

TEST_CASE("check: roots with modules of the same names stay apart", "[cli]") {
  const test::TempDir dir;
  for (const std::string root : {"a", "b"}) {
    dir.write(root + "/pyproject.toml", "");
    dir.write(root + "/storage.py",
              root == "a" ? kStorage : "def run(sql):\n    return len(sql)\n");
    dir.write(root + "/views.py",
              "from flask import request\nfrom storage import run\n\n\ndef show():\n"
              "    run(\"SELECT 1 FROM t WHERE name = '\" + request.args[\"name\"] + \"'\")\n");
  }
  dir.enter();
  const Outcome outcome = Project::check({.paths = {"a", "b"}});
  CHECK(has(outcome.out, "a/views.py:6:9: error: "));
  CHECK_FALSE(has(outcome.out, "b/views.py"));
}

TEST_CASE("check: a second run takes the first one's results from the disk", "[cli]") {
  const Project project;
  const auto run = [&](int hits, int saves) {
    const auto store = std::make_shared<WatchedStore>(project.path("cache"));
    const Outcome outcome = Project::check({.paths = {"."}, .store = store});
    CHECK(store->hits == hits);
    CHECK(store->saves == saves);
    return outcome.out;
  };
  const std::string scratch = Project::check({.paths = {"."}}).out;
  CHECK(run(0, 2) == scratch);
  CHECK(run(2, 0) == scratch);

  // The callee moves: its caller's result stays, and names the new place.
  project.write("shop/storage.py", "# moved\n" + kStorage);
  CHECK(has(run(1, 1), "shop/storage.py:6:47: note: "));
  // The callee is harmless now: the caller's result is there, but does not hold.
  project.write("shop/storage.py", "def run(sql):\n    return len(sql)\n");
  CHECK(run(1, 2) == "no findings in 3 files\n");
  project.write("shop/storage.py", kStorage);
  CHECK(run(2, 1) == scratch);
  CHECK(run(2, 0) == scratch);
}

TEST_CASE("check: a damaged cache file costs time, never findings", "[cli]") {
  const Project project;
  const auto check = [&] {
    return Project::check({.paths = {"."},
                           .store = std::make_shared<DiskStore>(
                               DiskStore::Options{.directory = project.path("cache")})});
  };
  const std::string scratch = check().out;
  std::string file;
  for (const auto& entry : std::filesystem::directory_iterator(project.path("cache")))
    if (entry.path().extension() == ".sqlite")
      file = "cache/" + entry.path().filename().string();
  REQUIRE_FALSE(file.empty());
  const std::string whole = project.read(file);
  constexpr std::size_t kRuns = 12;
  for (std::size_t run = 0; run < kRuns; ++run) {
    std::string damaged = whole;
    for (std::size_t at = 101 * (run + 1); at < damaged.size(); at += 997)
      damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    if (run % 4 == 3)
      damaged.resize(damaged.size() * run / kRuns);
    std::filesystem::remove_all(project.path("cache"));
    project.write(file, damaged);
    INFO("run " << run);
    CHECK(check().out == scratch);
  }
}
