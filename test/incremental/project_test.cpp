// The modules of a project together: whatever the number of threads, the order, what a store still
// knows or what happened to its bytes, the results are those of one thread from scratch.
#include "test/support/catch.h"
#include "test/support/fixtures.h"
#include "test/support/generated_project.h"
#include "test/support/memory_project.h"

#include <algorithm>
#include <random>
#include <set>

using namespace pysecd;
using test::dump;
using test::GeneratedProject;
using test::MemoryProject;
using test::MemoryStore;
using test::ProjectResult;

namespace {

constexpr unsigned kModules = 40;
constexpr unsigned kSeeds = 4;

MemoryProject shop() {
  constexpr std::string_view folder = "test/projects/shop/";
  MemoryProject project;
  for (const std::string& path : fixturePaths("test/projects/shop"))
    project.files[path.substr(folder.size())] = readRepositoryFile(path).value_or("");
  return project;
}

std::vector<MemoryProject> projects() {
  std::vector<MemoryProject> out = {shop()};
  for (unsigned seed = 0; seed < kSeeds; ++seed)
    out.emplace_back().files = GeneratedProject(kModules, seed).files();
  return out;
}

// With nothing kept.
std::string fromScratch(MemoryProject project) {
  project.store = nullptr;
  return dump(project.analyse());
}

std::set<std::string> analysed(const ProjectResult& result) {
  std::set<std::string> paths;
  for (const auto& [path, analysis] : result.analyses)
    if (analysis.functionsAnalysed > 0)
      paths.insert(path);
  return paths;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

using Paths = std::set<std::string>;

} // namespace

TEST_CASE("project: generated projects are worth the tests below", "[engine]") {
  std::size_t injections = 0;
  std::size_t notesElsewhere = 0;
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    MemoryProject project;
    project.files = GeneratedProject(kModules, seed).files();
    const ProjectResult result = project.analyse();
    const std::string all = dump(result);
    injections += count(all, "database-sql-injection");
    notesElsewhere += count(all, "  note [0,0) p");
    CHECK(count(all, "(syntax errors)") == 0);
    CHECK(result.statistics.modules == project.files.size());
    CHECK(result.statistics.analysed == project.files.size());
    CHECK(result.statistics.unsettled == 0);
  }
  CHECK(injections > 20);
  CHECK(notesElsewhere > 40);
}

TEST_CASE("project: any number of threads gives the same", "[engine]") {
  for (MemoryProject& project : projects()) {
    const std::string one = dump(project.analyse());
    for (const unsigned threads : {2U, 8U}) {
      project.threads = threads;
      CHECK(dump(project.analyse()) == one);
    }
  }
}

TEST_CASE("project: the order in which files are asked for does not matter", "[engine]") {
  std::mt19937 random(1);
  for (MemoryProject& project : projects()) {
    const std::string sorted = dump(project.analyse());
    for (const auto& [path, text] : project.files)
      project.wanted.push_back(path);
    for (int i = 0; i < 3; ++i) {
      std::shuffle(project.wanted.begin(), project.wanted.end(), random);
      CHECK(dump(project.analyse()) == sorted);
    }
  }
}

TEST_CASE("project: a file alone has the findings it has among all", "[engine]") {
  for (MemoryProject& project : projects()) {
    const ProjectResult all = project.analyse();
    for (const auto& [path, analysis] : all.analyses) {
      project.wanted = {path};
      const ProjectResult alone = project.analyse();
      REQUIRE(alone.analyses.size() == 1);
      INFO(path);
      CHECK(dump(alone.analyses.at(path).findings) == dump(analysis.findings));
      CHECK(alone.statistics.modules <= project.files.size());
    }
  }
}

TEST_CASE("project: a second run with a store analyses nothing, and finds the same", "[engine]") {
  for (MemoryProject& project : projects()) {
    const std::string scratch = fromScratch(project);
    project.store = std::make_shared<MemoryStore>();
    CHECK(dump(project.analyse()) == scratch);
    for (const unsigned threads : {1U, 2U, 8U}) {
      project.threads = threads;
      const ProjectResult again = project.analyse();
      CHECK(again.statistics.analysed == 0);
      CHECK(dump(again) == scratch);
    }
  }
}

TEST_CASE("project: only what rests on a change is analysed again", "[engine]") {
  MemoryProject project;
  project.files = {
      {"low.py", "def value():\n    return \"guest\"\n\n\ndef other():\n    return 1\n"},
      {"hand.py", "import low\n\n\ndef value():\n    return low.value()\n"},
      {"hand_on.py", "import hand\n\n\ndef value():\n    return hand.value()\n"},
      {"high.py", "import sqlite3\nimport hand_on\n\n\ndef show():\n"
                  "    sqlite3.connect(\"a\").execute(\"SELECT '\" + hand_on.value() + \"'\")\n"},
      {"uses_other.py", "import low\n\n\ndef value():\n    return low.other()\n"},
      {"drops_it.py", "import low\n\n\ndef value():\n    low.value()\n    return 1\n"},
      {"rests_on_drops_it.py", "import drops_it\n\n\ndef value():\n    return drops_it.value()\n"},
      {"far.py", "def value():\n    return 1\n"}};
  project.store = std::make_shared<MemoryStore>();
  CHECK(project.analyse().analyses.at("high.py").findings.empty());
  std::string& low = project.files.at("low.py");

  SECTION("a comment") {
    low = "# what is handed on\n" + low;
    CHECK(analysed(project.analyse()) == Paths{"low.py"});
  }
  SECTION("a body with the same summary") {
    low.replace(low.find("return \"guest\""), 0, "unused = 1\n    ");
    CHECK(analysed(project.analyse()) == Paths{"low.py"});
  }
  SECTION("a new function") {
    low += "\n\ndef more():\n    return 1\n";
    CHECK(analysed(project.analyse()) == Paths{"low.py"});
  }
  SECTION("a summary") {
    low = "from flask import request\n\n\ndef value():\n    return request.args[\"name\"]\n\n\n"
          "def other():\n    return 1\n";
    const ProjectResult result = project.analyse();
    // drops_it is looked at and means what it meant, so who rests on it is not.
    CHECK(analysed(result) == Paths{"low.py", "hand.py", "hand_on.py", "high.py", "drops_it.py"});
    CHECK(result.statistics.analysed == 5);
    CHECK(result.analyses.at("high.py").findings.size() == 1);
  }
  SECTION("a module that hides another") {
    project.files["hand/__init__.py"] = "def value():\n    return 1\n";
    CHECK(analysed(project.analyse()) == Paths{"hand/__init__.py", "hand_on.py", "high.py"});
  }
  SECTION("a module that is gone") {
    project.files.erase("hand_on.py");
    CHECK(analysed(project.analyse()) == Paths{"high.py"});
  }
  CHECK(dump(project.analyse()) == fromScratch(project));
}

TEST_CASE("project: a body that means the same touches its import cycle at most", "[engine]") {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    GeneratedProject generated(kModules, seed);
    MemoryProject project;
    project.files = generated.files();
    project.store = std::make_shared<MemoryStore>();
    project.analyse();
    for (unsigned module = 0; module < kModules; ++module) {
      generated.touch(module);
      project.files = generated.files();
      Paths cycle;
      const std::vector<bool> importers = generated.importersOf(module);
      for (unsigned other = 0; other < kModules; ++other)
        if (importers[other] && generated.importersOf(other)[module])
          cycle.insert(generated.pathOf(other));
      CHECK(analysed(project.analyse()) == cycle);
    }
    CHECK(dump(project.analyse()) == fromScratch(project));
  }
}

TEST_CASE("project: after any edits, what is kept gives what nothing kept gives", "[engine]") {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    std::mt19937 random(seed);
    GeneratedProject generated(kModules, seed);
    MemoryProject project;
    project.store = std::make_shared<MemoryStore>();
    for (int edit = 0; edit < 25; ++edit) {
      const auto module = static_cast<unsigned>(random()) % kModules;
      switch (random() % 3) {
      case 0:
        generated.shift(module);
        break;
      case 1:
        generated.touch(module);
        break;
      default:
        generated.rewrite(module);
      }
      project.files = generated.files();
      const ProjectResult kept = project.analyse();
      INFO("seed " << seed << ", edit " << edit << " of " << generated.pathOf(module));
      CHECK(dump(kept) == fromScratch(project));
      if (edit == 0)
        continue;
      const std::vector<bool> importers = generated.importersOf(module);
      for (unsigned other = 0; other < kModules; ++other)
        if (!importers[other])
          CHECK_FALSE(analysed(kept).contains(generated.pathOf(other)));
    }
  }
}

TEST_CASE("project: damaged results are analysed again, never believed", "[engine]") {
  constexpr std::size_t kRuns = 24;
  std::vector<MemoryProject> all = projects();
  all.resize(2);
  for (MemoryProject& project : all) {
    const auto store = std::make_shared<MemoryStore>();
    project.store = store;
    const std::string scratch = dump(project.analyse());
    const auto whole = store->entries;
    for (std::size_t run = 0; run < kRuns; ++run) {
      store->entries = whole;
      for (auto& [key, bytes] : store->entries) {
        const std::size_t at = bytes.size() * run / kRuns;
        if (run % 3 == 0)
          bytes.resize(at);
        else
          bytes[at] = static_cast<char>(bytes[at] ^ (run % 3 == 1 ? 0x01 : 0xff));
      }
      INFO("run " << run);
      CHECK(dump(project.analyse()) == scratch);
    }
    // The result of another module under this one's key.
    store->entries = whole;
    std::string last = whole.rbegin()->second;
    for (auto& [key, bytes] : store->entries)
      std::swap(bytes, last);
    CHECK(dump(project.analyse()) == scratch);
  }
}

TEST_CASE("project: what cannot be read is as if it were not there", "[engine]") {
  MemoryProject project;
  project.files = {{"app.py", "import sqlite3\nimport gone\nimport broken\n\n\ndef show():\n"
                              "    sqlite3.connect('a').execute('SELECT ' + gone.name())\n"},
                   {"broken.py", "def f(:\n  import app\n\x01"}};
  const ProjectResult result = project.analyse();
  CHECK(result.analyses.size() == 2);
  CHECK(result.analyses.at("broken.py").syntaxErrors);
  project.files.clear();
  CHECK(project.analyse().analyses.empty());
}
