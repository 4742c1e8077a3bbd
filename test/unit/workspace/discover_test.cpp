#include "server/workspace/discover.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <filesystem>
#include <sys/stat.h>

using namespace pysecd;
using namespace pysecd::workspace;
namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

namespace {

// A tree of empty files, with the current directory at its root.
struct Project : test::TempDir {
  Project() { enter(); }
  explicit Project(const Paths& files) : Project() {
    for (const std::string& file : files)
      write(file, "");
  }
};

Paths found(const Paths& paths, const DiscoverOptions& options = {}) {
  const Discovery discovery = discover(paths, options);
  CHECK(discovery.troubles.empty());
  return discovery.files;
}

} // namespace

TEST_CASE("discover: Python files of a directory, sorted, named from where one stands", "[cli]") {
  const Project project(
      {"b.py", "a/z.py", "a/gui.pyw", "a.py", "a-b/c.py", "stub.pyi", "readme.md"});
  CHECK(found({"."}) == Paths{"a/gui.pyw", "a/z.py", "a-b/c.py", "a.py", "b.py"});
  CHECK(found({"./a/"}) == Paths{"a/gui.pyw", "a/z.py"});
  CHECK(found({project.path("a")}) == Paths{project.path("a/gui.pyw"), project.path("a/z.py")});
}

TEST_CASE("discover: a file that is named is analysed whatever it is", "[cli]") {
  const Project project({"stub.pyi", "script", "gen/a.py", "node_modules/m.py"});
  project.write(".gitignore", "gen/\n");
  const Paths named = {"gen/a.py", "node_modules/m.py", "script", "stub.pyi"};
  CHECK(found(named, {.excludes = {"script"}}) == named);
  CHECK(found({"gen"}) == Paths{"gen/a.py"});
}

TEST_CASE("discover: each file once, however often it is named", "[cli]") {
  const Project project({"a/x.py"});
  fs::create_symlink("x.py", project.path("a/y.py"));
  CHECK(found({"a/x.py", "./a/x.py", "a", "."}) == Paths{"a/x.py"});
}

TEST_CASE("discover: other people's code and virtual environments are left out", "[cli]") {
  const Project project({"a.py", "env/pyvenv.cfg", "env/lib/x.py", "node_modules/x.py",
                         "lib/site-packages/x.py", ".git/hooks/x.py", ".tox/x.py", ".hidden/b.py",
                         "a/__pycache__/x.py"});
  CHECK(found({"."}) == Paths{".hidden/b.py", "a.py"});
  CHECK(found({"."}, {.readIgnoreFiles = false}) == Paths{".hidden/b.py", "a.py"});
  CHECK(found({"env/lib"}) == Paths{"env/lib/x.py"});
}

TEST_CASE("discover: .gitignore without git, nested, deeper files first", "[cli]") {
  const Project project({"a.py", "gen.py", "src/gen.py", "src/keep.py", "src/deep/gen.py",
                         "out/a.py", "out/keep.py"});
  project.write(".gitignore", "gen.py\nout/\n!out/keep.py\n");
  project.write("src/.gitignore", "!gen.py\n/deep\n");
  CHECK(found({"."}) == Paths{"a.py", "src/gen.py", "src/keep.py"});
  CHECK(found({"."}, {.readIgnoreFiles = false}).size() == 7);
}

TEST_CASE("discover: rules above the directory count inside a repository", "[cli]") {
  const Project project({"app/src/a.py", "app/src/gen.py", "app/src/mine.py"});
  project.write(".gitignore", "gen.py\n");
  CHECK(found({"app/src"}).size() == 3);

  project.write(".git/info/exclude", "mine.py\n");
  CHECK(found({"app/src"}) == Paths{"app/src/a.py"});
  CHECK(found({"."}) == Paths{"app/src/a.py"});

  project.write("app/.gitignore", "!mine.py\n");
  CHECK(found({"app/src"}) == Paths{"app/src/a.py", "app/src/mine.py"});
}

TEST_CASE("discover: a worktree uses the exclude file of its repository", "[cli]") {
  const Project project({"tree/a.py", "tree/mine.py"});
  project.write("main/.git/info/exclude", "mine.py\n");
  project.write("main/.git/worktrees/tree/commondir", "../..\n");
  project.write("tree/.git", "gitdir: " + project.path("main/.git/worktrees/tree") + "\n");
  CHECK(found({"tree"}) == Paths{"tree/a.py"});
}

TEST_CASE("discover: --exclude is a .gitignore pattern from the current directory", "[cli]") {
  const Project project({"a.py", "tests/a.py", "src/tests/a.py", "src/b.py"});
  CHECK(found({"."}, {.excludes = {"tests/"}}) == Paths{"a.py", "src/b.py"});
  CHECK(found({"."}, {.excludes = {"/tests"}}) == Paths{"a.py", "src/b.py", "src/tests/a.py"});
  CHECK(found({"src"}, {.excludes = {"src/tests"}}) == Paths{"src/b.py"});

  const test::TempDir elsewhere;
  elsewhere.write("tests/a.py", "");
  elsewhere.write("b.py", "");
  CHECK(found({elsewhere.path("")}, {.excludes = {"tests"}}) == Paths{elsewhere.path("b.py")});
}

TEST_CASE("discover: links to directories are not followed, a loop ends nothing", "[cli]") {
  const Project project({"a/x.py"});
  fs::create_directory_symlink("..", project.path("a/up"));
  fs::create_directory_symlink(project.path("a"), project.path("b"));
  fs::create_symlink("nowhere.py", project.path("dangling.py"));
  CHECK(found({"."}) == Paths{"a/x.py"});
  CHECK(found({"b"}) == Paths{"b/x.py"});
}

TEST_CASE("discover: what does not exist is said, and the rest is still found", "[cli]") {
  const Project project({"a.py"});
  const Discovery discovery = discover({"missing.py", "a.py", "a.py/b.py"}, {});
  CHECK(discovery.files == Paths{"a.py"});
  REQUIRE(discovery.troubles.size() == 2);
  CHECK(discovery.troubles[0].path == "a.py/b.py");
  CHECK(discovery.troubles[1].path == "missing.py");
  CHECK(discovery.troubles[1].message == "no such file or directory; check the path");
}

TEST_CASE("discover: an ignore file that cannot be read is said", "[cli]") {
  const Project project({"a.py"});
  project.write(".gitignore", std::string(2 * 1024 * 1024, '#'));
  const Discovery discovery = discover({"."}, {});
  CHECK(discovery.files == Paths{"a.py"});
  REQUIRE(discovery.troubles.size() == 1);
  CHECK(discovery.troubles[0].message.find("this ignore file was not used") == 0);
}
