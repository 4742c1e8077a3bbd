#include "server/config/config_set.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <algorithm>
#include <filesystem>

using namespace pysecd;
using namespace pysecd::config;

namespace {

Layer layer(Options options, std::string base = "/w") {
  return {.options = std::move(options), .base = std::move(base), .source = "here", .where = {}};
}

bool runs(const Rules& rules, const std::string& check, const std::string& path = "/w/a.py") {
  const auto& off = rules.settingsFor(path)->disabledChecks;
  return std::find(off.begin(), off.end(), check) == off.end();
}

// Files of a disk in memory.
ReadFile disk(std::map<std::string, std::string> files) {
  return [files = std::move(files)](const std::string& path) -> FileRead {
    const auto file = files.find(path);
    return file == files.end() ? FileRead() : FileRead{.exists = true, .bytes = file->second};
  };
}

} // namespace

TEST_CASE("rules: without any option all checks run", "[config]") {
  const Rules rules({});
  CHECK(rules.settingsFor("/w/a.py")->disabledChecks.empty());
  CHECK(rules.failOn() == FailOn::Warning);
  CHECK_FALSE(rules.leavesOut("/w/a.py"));
}

TEST_CASE("rules: a stronger select starts over, a stronger ignore adds", "[config]") {
  const Layer file =
      layer({.select = {{"database", "access"}}, .ignore = {{"database-sql-injection"}}});
  const Rules alone({file});
  CHECK_FALSE(runs(alone, "database-sql-injection"));
  CHECK(runs(alone, "database-dynamic-query"));
  CHECK_FALSE(runs(alone, "external-weak-hash"));

  const Rules added({layer({.ignore = {{"access"}}}), file});
  CHECK_FALSE(runs(added, "database-sql-injection"));
  CHECK_FALSE(runs(added, "access-csrf-disabled"));
  CHECK(runs(added, "database-dynamic-query"));

  const Rules over({layer({.select = {{"database-sql-injection"}}}), file});
  CHECK(runs(over, "database-sql-injection"));
  CHECK_FALSE(runs(over, "database-dynamic-query"));
}

TEST_CASE("rules: of single values the strongest counts", "[config]") {
  const Rules rules({layer({.failOn = FailOn::Never}),
                     layer({.maxFileSize = 10, .failOn = FailOn::Error}),
                     layer({.maxFileSize = 20, .foreignSuppressions = false})});
  CHECK(rules.failOn() == FailOn::Never);
  CHECK(rules.settingsFor("/w/a.py")->maxFileBytes == 10);
  CHECK_FALSE(rules.settingsFor("/w/a.py")->foreignSuppressions);
}

TEST_CASE("rules: globs are relative to where they stand", "[config]") {
  const Rules rules(
      {layer({.exclude = {{"/build", "*_pb2.py"}}}),
       layer({.exclude = {{"never"}}, .extendExclude = {{"docs/**/*.py"}}}, "/w/sub")});
  CHECK(rules.leavesOut("/w/build/x/y.py"));
  CHECK_FALSE(rules.leavesOut("/w/src/build/y.py"));
  CHECK(rules.leavesOut("/w/src/x_pb2.py"));
  CHECK(rules.leavesOut("/w/sub/docs/a/b.py"));
  CHECK_FALSE(rules.leavesOut("/w/docs/a/b.py"));
  CHECK_FALSE(rules.leavesOut("/w/sub/never/b.py")); // replaced by the stronger layer
  CHECK(rules.excludes("/w/build", true));
}

TEST_CASE("rules: checks are left out file by file", "[config]") {
  const Rules rules({layer({.perFileIgnores = {{{"tests/**", {"access"}},
                                                {"!src/", {"database"}},
                                                {"conftest.py", {"external-weak-hash"}}}}})});
  CHECK_FALSE(runs(rules, "access-csrf-disabled", "/w/tests/a/b.py"));
  CHECK(runs(rules, "access-csrf-disabled", "/w/src/b.py"));
  CHECK(runs(rules, "database-sql-injection", "/w/src/b.py"));
  CHECK_FALSE(runs(rules, "database-sql-injection", "/w/b.py"));
  CHECK_FALSE(runs(rules, "external-weak-hash", "/w/src/x/conftest.py"));
  // Analyses of files to which the same applies share what they keep.
  CHECK(rules.settingsFor("/w/src/b.py") == rules.settingsFor("/w/src/c.py"));
  CHECK(rules.settingsFor("/w/src/b.py") != rules.settingsFor("/w/b.py"));
}

TEST_CASE("configurations: the nearest file upwards, by name in one directory", "[config]") {
  const ReadFile read = disk({{"/w/pyproject.toml", "[tool.pysecd]\nignore = ['access']\n"},
                              {"/w/a/pyproject.toml", "[project]\n"},
                              {"/w/b/pysecd.toml", "ignore = []\n"},
                              {"/w/b/.pysecd.toml", "ignore = ['database']\n"}});
  CHECK(findConfig("/w", read)->path == "/w/pyproject.toml");
  CHECK(findConfig("/w/a/x", read)->path == "/w/pyproject.toml");
  CHECK(findConfig("/w/b/x", read)->path == "/w/b/.pysecd.toml");
  CHECK(findConfig("/elsewhere", read) == nullptr);

  const ConfigSet set({.directories = {"/w", "/w/b"}, .read = read, .named = {}, .layers = {}});
  CHECK_FALSE(runs(set.rulesFor("/w/x.py"), "access-csrf-disabled", "/w/x.py"));
  CHECK(runs(set.rulesFor("/w/b/x.py"), "access-csrf-disabled", "/w/b/x.py"));
  CHECK_FALSE(runs(set.rulesFor("/w/b/x.py"), "database-sql-injection", "/w/b/x.py"));
  CHECK(runs(set.rulesFor("/w/bc/x.py"), "database-sql-injection", "/w/bc/x.py"));
  CHECK(runs(set.rulesFor("/x.py"), "access-csrf-disabled", "/x.py"));
}

TEST_CASE("configurations: what did not change is the same; what breaks goes on", "[config]") {
  const auto set = [](const std::string& text, const ConfigSet* before) {
    return ConfigSet({.directories = {"/w"},
                      .read = disk({{"/w/pysecd.toml", text}}),
                      .named = {},
                      .layers = {}},
                     before);
  };
  const ConfigSet first = set("ignore = ['access']\n", nullptr);
  const ConfigSet commented = set("# why\nignore = ['access']\n", &first);
  CHECK(&commented.rulesFor("/w/a.py") == &first.rulesFor("/w/a.py"));
  CHECK(commented.hash() == first.hash());
  const ConfigSet broken = set("ignore = ['access'", &commented);
  CHECK(broken.roots().front().file->parsed.problems.size() == 1);
  CHECK(&broken.rulesFor("/w/a.py") == &first.rulesFor("/w/a.py"));
  CHECK(set("ignore = ['acc", &broken).hash() == first.hash());
  CHECK(set("ignore = []", &broken).hash() != first.hash());
  CHECK(set("ignore = ['acc", nullptr).hash() != first.hash());
}

TEST_CASE("configurations: paths in a found file stay below it, in a named one they need not",
          "[config]") {
  const ReadFile read = disk({{"/w/pysecd.toml", "models = ['m', '../up', '/etc', 'm/../n']\n"
                                                 "advisories = '/dev/zero'\n"}});
  const ConfigFilePtr found = findConfig("/w", read);
  CHECK(found->parsed.options.models == std::vector<std::string>{"m", "m/../n"});
  CHECK_FALSE(found->parsed.options.advisories);
  REQUIRE(found->parsed.problems.size() == 3);
  CHECK(found->parsed.problems[0].message ==
        "'models' names ../up, which is outside of /w; give it on the command line instead");
  const ConfigFilePtr named = namedConfig("/w/pysecd.toml", read);
  CHECK(named->parsed.problems.empty());
  CHECK(named->parsed.options.models->size() == 4);
  CHECK(namedConfig("/w/none.toml", read)->parsed.problems.front().message ==
        "cannot be used: there is no such file");
}

TEST_CASE("configurations: files that are none are refused", "[config]") {
  const test::TempDir dir;
  dir.write("secret", "root:x:0:0\n");
  dir.write("w/pysecd.toml", "ignore = []\n");
  dir.write("w/sub/x", "");
  const auto read = [&](const char* name) { return readConfigFile(dir.path(name), true); };
  CHECK(read("w/pysecd.toml").bytes == "ignore = []\n");
  CHECK_FALSE(read("w/none").exists);
  CHECK_FALSE(read("w/sub").exists);
  std::filesystem::create_symlink(dir.path("secret"), dir.path("w/.pysecd.toml"));
  CHECK(read("w/.pysecd.toml").error == "it is a link that leads out of the project");
  CHECK(readConfigFile(dir.path("w/.pysecd.toml"), false).error.empty());
  // Within one repository a link is welcome.
  std::filesystem::create_symlink("../pysecd.toml", dir.path("w/sub/pysecd.toml"));
  CHECK_FALSE(read("w/sub/pysecd.toml").error.empty());
  dir.write("w/.git/HEAD", "");
  CHECK(read("w/sub/pysecd.toml").bytes == "ignore = []\n");
  dir.write("w/big", std::string((1 << 20) + 1, '#'));
  CHECK(read("w/big").error == "larger than 1048576 bytes");
}
