#include "server/workspace/layout.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <filesystem>

using namespace pysecd;
using namespace pysecd::workspace;

TEST_CASE("layout: the project's root is the nearest directory with a mark", "[workspace]") {
  const test::TempDir dir;
  dir.write("work/project/pyproject.toml", "");
  dir.write("work/project/src/app/db.py", "");
  dir.write("work/project/services/mail/setup.py", "");
  dir.write("work/project/services/mail/app/main.py", "");
  dir.write("work/other/script.py", "");
  const std::string project = dir.path("work/project");
  CHECK(projectRoot(project) == project);
  CHECK(projectRoot(project + "/") == project);
  CHECK(projectRoot(project + "/src") == project);
  CHECK(projectRoot(project + "/src/app/db.py") == project);
  CHECK(projectRoot(project + "/src/./app/../app/db.py") == project);
  CHECK(projectRoot(project + "/services/mail/app/main.py") == project + "/services/mail");
  CHECK(projectRoot(project + "/services") == project);
}

TEST_CASE("layout: every mark counts, files and directories", "[workspace]") {
  for (const char* mark : {".git/HEAD", ".git", ".hg/store", "setup.cfg", "manage.py",
                           "requirements.txt", "tox.ini", "Pipfile"}) {
    const test::TempDir dir;
    dir.write(std::string("project/") + mark, "");
    dir.write("project/a/b.py", "");
    INFO(mark);
    CHECK(projectRoot(dir.path("project/a/b.py")) == dir.path("project"));
  }
}

TEST_CASE("layout: without a mark it is the outermost package, imported from above it",
          "[workspace]") {
  const test::TempDir dir;
  dir.write("site/pip/__init__.py", "");
  dir.write("site/pip/inner/__init__.py", "");
  dir.write("site/pip/inner/a.py", "");
  dir.write("site/pip/data/b.py", "");
  dir.write("marked/setup.py", "");
  dir.write("marked/__init__.py", "");
  const std::string pip = dir.path("site/pip");
  CHECK(projectRoot(pip) == pip);
  CHECK(projectRoot(pip + "/inner/a.py") == pip);
  CHECK(projectRoot(pip + "/data/b.py") == pip + "/data");
  CHECK(importBase(pip) == dir.path("site"));
  CHECK(importBase(pip + "/inner") == dir.path("site"));
  CHECK(importBase(dir.path("site")) == dir.path("site"));
  CHECK(importBase(dir.path("marked")) + "/" == dir.path(""));
  CHECK(importBase("/") == "/");
}

TEST_CASE("layout: without a mark it is the directory itself", "[workspace]") {
  const test::TempDir dir;
  dir.write("plain/a/b.py", "");
  CHECK(projectRoot(dir.path("plain/a/b.py")) == dir.path("plain/a"));
  CHECK(projectRoot(dir.path("plain")) == dir.path("plain"));
  CHECK(projectRoot(dir.path("missing/c.py")) == dir.path("missing"));
  CHECK(projectRoot("/") == "/");
  dir.enter();
  CHECK(projectRoot("plain/a/b.py") == dir.path("plain/a"));
  CHECK(projectRoot(".") == dir.path("").substr(0, dir.path("").size() - 1));
}

TEST_CASE("layout: module and path are each other's inverse", "[workspace]") {
  const Layout layout("/work/project");
  for (const std::string module :
       {"a", "src/app/db", "app/__init__", "mit leer/ä", "a.b/c", "src/.hidden"}) {
    INFO(module);
    CHECK(layout.moduleOf(layout.pathOf(module)) == module);
  }
  CHECK(layout.moduleOf("/work/project/src/app/db.py") == "src/app/db");
  CHECK(layout.pathOf("src/app/db") == "/work/project/src/app/db.py");
  CHECK(layout.pathOf("src/plain/") == "/work/project/src/plain/"); // a package without a file
}

TEST_CASE("layout: what is no module of the base", "[workspace]") {
  const Layout layout("/work/project");
  CHECK_FALSE(layout.moduleOf("/work/project"));
  CHECK_FALSE(layout.moduleOf("/work/project/"));
  CHECK_FALSE(layout.moduleOf("/work/project.py"));
  CHECK_FALSE(layout.moduleOf("/work/project/a.pyi"));
  CHECK_FALSE(layout.moduleOf("/work/project/a.txt"));
  CHECK_FALSE(layout.moduleOf("/work/project/.py"));
  CHECK_FALSE(layout.moduleOf("/work/project/a/.py"));
  CHECK_FALSE(layout.moduleOf("/work/project2/a.py"));
  CHECK_FALSE(layout.moduleOf("/work/a.py"));
  CHECK_FALSE(layout.moduleOf("a.py"));
  CHECK_FALSE(layout.moduleOf(""));
  // The engine's mark between module and name.
  CHECK_FALSE(layout.moduleOf("/work/project/a:b.py"));
  CHECK_FALSE(layout.moduleOf("/work/project/a:b/c.py"));
  CHECK(Layout("/work/a:b").moduleOf("/work/a:b/c.py") == "c");
}

TEST_CASE("layout: the file system's root as the base", "[workspace]") {
  const Layout layout("/");
  CHECK(layout.moduleOf("/a/b.py") == "a/b");
  CHECK(layout.moduleOf("/a.py") == "a");
  CHECK(layout.pathOf("a/b") == "/a/b.py");
}

TEST_CASE("layout: the directory that several have in common", "[workspace]") {
  CHECK(commonDirectory({}).empty());
  CHECK(commonDirectory({"/a/b"}) == "/a/b");
  CHECK(commonDirectory({"/a/b", "/a/b"}) == "/a/b");
  CHECK(commonDirectory({"/a/b/c", "/a/b"}) == "/a/b");
  CHECK(commonDirectory({"/a/b", "/a/b/c"}) == "/a/b");
  CHECK(commonDirectory({"/a/bc", "/a/b"}) == "/a");
  CHECK(commonDirectory({"/a", "/b", "/c"}) == "/");
  CHECK(commonDirectory({"/a/b/c", "/a/x", "/a/b/d"}) == "/a");
  CHECK(commonDirectory({"/", "/a"}) == "/");
}

TEST_CASE("layout: absolute paths are normal", "[workspace]") {
  const test::TempDir dir;
  dir.enter();
  const std::string here = std::filesystem::current_path().generic_string();
  CHECK(absolutePath("a") == here + "/a");
  CHECK(absolutePath("./a//b/../c/") == here + "/a/c");
  CHECK(absolutePath(".") == here);
  CHECK(absolutePath("/") == "/");
  CHECK(absolutePath("/a/./b/") == "/a/b");
  CHECK(absolutePath("/../a") == "/a");
}
