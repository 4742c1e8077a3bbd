#include "analysis/engine/module_names.h"
#include "test/support/catch.h"

using namespace pysecd;

namespace {

std::vector<std::string> imported(const ModuleNames& names, std::string_view importer,
                                  std::string_view text) {
  std::vector<std::string> out;
  for (const std::size_t index : names.imported(importer, scanImports(text)))
    out.push_back(names.all()[index]);
  return out;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("module names: sorted, each once", "[engine]") {
  const ModuleNames names({"b", "a/c", "b", "a/__init__"});
  CHECK(names.all() == Names{"a/__init__", "a/c", "b"});
  CHECK(names.indexOf("b") == 2);
  CHECK(names.indexOf("c") == ModuleNames::npos);
  CHECK(names.indexOf("a/") == ModuleNames::npos);
  CHECK(ModuleNames({}).all().empty());
  CHECK(ModuleNames({}).resolve("a", "b", 0).empty());
}

TEST_CASE("module names: absolute imports start at the importer's top directory", "[engine]") {
  const ModuleNames names({"app/__init__", "app/db", "app/web/__init__", "app/web/views", "db",
                           "main", "tools/db", "tools/script"});
  CHECK(names.resolve("app/web/views", "app.db", 0) == "app/db");
  CHECK(names.resolve("app/web/views", "app", 0) == "app/__init__");
  CHECK(names.resolve("app/web/views", "app.web", 0) == "app/web/__init__");
  CHECK(names.resolve("app/web/views", "db", 0) == "db");
  CHECK(names.resolve("app/db", "db", 0) == "db"); // not itself: app is a package
  CHECK(names.resolve("tools/script", "db", 0) == "tools/db");
  CHECK(names.resolve("tools/script", "main", 0) == "main");
  CHECK(names.resolve("main", "app.web.views", 0) == "app/web/views");
  CHECK(names.resolve("main", "app.views", 0).empty());
  CHECK(names.resolve("main", "app.db.run", 0).empty());
  CHECK(names.resolve("main", "sqlite3", 0).empty());
}

TEST_CASE("module names: relative imports go by directory", "[engine]") {
  const ModuleNames names(
      {"app/__init__", "app/db", "app/web/__init__", "app/web/views", "plain/one", "plain/two"});
  CHECK(names.resolve("app/db", "", 1) == "app/__init__");
  CHECK(names.resolve("app/__init__", "db", 1) == "app/db");
  CHECK(names.resolve("app/web/views", "db", 1).empty());
  CHECK(names.resolve("app/web/views", "db", 2) == "app/db");
  CHECK(names.resolve("app/web/views", "", 2) == "app/__init__");
  CHECK(names.resolve("app/web/__init__", "views", 1) == "app/web/views");
  CHECK(names.resolve("app/web/views", "app.db", 3) == "app/db");
  CHECK(names.resolve("app/web/views", "app.db", 4).empty());
  CHECK(names.resolve("app/web/views", "", 4).empty());
  CHECK(names.resolve("app/web/views", "app", 4000000000U).empty());
  CHECK(names.resolve("plain/one", "two", 1) == "plain/two");
  CHECK(names.resolve("plain/one", "", 1) == "plain/");
  CHECK(names.resolve("plain/one", "", 2).empty());
}

TEST_CASE("module names: several roots", "[engine]") {
  const ModuleNames names({"src/store/__init__", "src/store/db", "tests/test_db",
                           "services/mail/app/__init__", "services/mail/app/db",
                           "services/mail/main", "services/pay/app/__init__", "services/pay/app/db",
                           "services/pay/main"});
  CHECK(names.resolve("tests/test_db", "store.db", 0) == "src/store/db");
  CHECK(names.resolve("src/store/db", "store", 0) == "src/store/__init__");
  CHECK(names.resolve("services/mail/main", "app.db", 0) == "services/mail/app/db");
  CHECK(names.resolve("services/pay/main", "app.db", 0) == "services/pay/app/db");
  CHECK(names.resolve("services/pay/app/db", "app", 0) == "services/pay/app/__init__");
  // A module inside a package is not found by its bare name.
  CHECK(names.resolve("tests/test_db", "db", 0).empty());
  CHECK(names.resolve("tests/test_db", "services.pay.app", 0) == "services/pay/app/__init__");
  CHECK(names.resolve("tests/test_db", "services.pay", 0) == "services/pay/");
}

TEST_CASE("module names: a package stands before a module of its name, and both before a directory",
          "[engine]") {
  const ModuleNames names({"a", "a/__init__", "b", "b/inner", "c/inner"});
  CHECK(names.resolve("main", "a", 0) == "a/__init__");
  CHECK(names.resolve("main", "b", 0) == "b");
  CHECK(names.resolve("main", "b.inner", 0) == "b/inner");
  CHECK(names.resolve("main", "c", 0) == "c/");
}

TEST_CASE("module names: submodules of packages and of plain directories", "[engine]") {
  const ModuleNames names({"app/__init__", "app/db", "app/web/views", "__init__", "main"});
  CHECK(names.submodule("app/__init__", "db") == "app/db");
  CHECK(names.submodule("app/__init__", "web") == "app/web/");
  CHECK(names.submodule("app/web/", "views") == "app/web/views");
  CHECK(names.submodule("app/db", "web").empty());
  CHECK(names.submodule("app/__init__", "missing").empty());
  CHECK(names.submodule("__init__", "main") == "main");
  CHECK(names.submodule("", "main").empty());
}

TEST_CASE("module names: what an import executes", "[engine]") {
  const ModuleNames names({"app/__init__", "app/db", "app/web/__init__", "app/web/views", "main"});
  CHECK(imported(names, "main", "import app.web.views") ==
        Names{"app/__init__", "app/web/__init__", "app/web/views"});
  CHECK(imported(names, "main", "from app import db, missing") == Names{"app/__init__", "app/db"});
  CHECK(imported(names, "main", "from app.web import views as v") ==
        Names{"app/__init__", "app/web/__init__", "app/web/views"});
  CHECK(imported(names, "app/web/views", "from .. import db") == Names{"app/__init__", "app/db"});
  CHECK(imported(names, "app/web/views", "from . import views").size() == 1); // not itself
  CHECK(imported(names, "main", "import main, sys, os.path").empty());
}

TEST_CASE("module names: hostile names", "[engine]") {
  const ModuleNames names(
      {"", "/", "//", "a//b", "/a", "a/", "__init__", "a.b", std::string(1000, '/')});
  for (const std::string_view dotted : {"", ".", "..", "a..b", "a.", ".a", "a.b", "__init__"})
    for (const unsigned dots : {0U, 1U, 2U, 1000U})
      for (const std::string& importer : names.all())
        CHECK(names.resolve(importer, dotted, dots).size() < 2000);
  CHECK(names.resolve("a", std::string(100000, '.'), 0).empty());
}
