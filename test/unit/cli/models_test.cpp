#include "server/cli/cli.h"
#include "server/cli/model_options.h"
#include "server/models/model_files.h"
#include "test/support/catch.h"
#include "test/support/json_schema.h"
#include "test/support/temp_dir.h"

#include <nlohmann/json.hpp>
#include <sstream>

using namespace pysecd;
using namespace pysecd::cli;

namespace {

const std::string kShop = "{\"library\": \"shop\", \"rows\": [\n"
                          "  {\"source\": \"shop.customer_note\", \"kind\": \"remote\"}\n]}\n";
const std::string kWrong = "{\"library\": \"shop\", \"rows\": [\n"
                           "  {\"source\": \"shop.f\", \"kind\": \"far\"},\n"
                           "  {\"source\": \"shop.g\", \"kind\": \"remote\"}\n]}\n";

struct Project : test::TempDir {
  Project() { enter(); }
  template <typename Command> int run(const Command& command) {
    out.str("");
    err.str("");
    return command(Streams{in, out, err});
  }
  int check(const std::vector<std::string>& files) {
    return run([&](const Streams& streams) { return runModelsCheck(files, streams); });
  }
  int list(const ModelsOptions& options) {
    return run([&](const Streams& streams) { return runModelsList(options, streams); });
  }
  int analyse(const CheckOptions& options) {
    return run([&](const Streams& streams) { return runCheck(options, streams); });
  }

  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
};

} // namespace

TEST_CASE("models check: nothing to say of a right file, place and reason for a wrong one",
          "[cli][models]") {
  Project project;
  project.write("shop.json", kShop);
  project.write("models/wrong.json", kWrong);
  CHECK(project.check({"shop.json"}) == kExitClean);
  CHECK(project.err.str() == "");
  CHECK(project.check({"shop.json", "models"}) == kExitFindings);
  CHECK(project.err.str() == "models/wrong.json:2:32: error: \"far\" is none of remote, local, "
                             "stored, secret, internals (at /rows/0/kind)\n");
  CHECK(project.check({"missing.json"}) == kExitFindings);
  CHECK(project.err.str() == "missing.json: error: cannot be read: No such file or directory\n");
}

TEST_CASE("models check: what contradicts the built-in models is said", "[cli][models]") {
  Project project;
  project.write("mine.json", "{\"library\": \"sqlite3\", \"rows\": [\n"
                             "  {\"type\": \"sqlite3.connect\", \"returns\": \"mine.C\"}\n]}\n");
  CHECK(project.check({"mine.json"}) == kExitFindings);
  CHECK(project.err.str().starts_with("mine.json:2:"));
}

TEST_CASE("models check: a misuse row for a check that does not exist is said", "[cli][models]") {
  Project project;
  project.write("mine.json", "{\"library\": \"shop\", \"rows\": [\n"
                             "  {\"misuse\": \"shop.f\", \"check\": \"database-sql-injection\"},\n"
                             "  {\"misuse\": \"shop.g\", \"check\": \"shop-rule\"}\n]}\n");
  CHECK(project.check({"mine.json"}) == kExitFindings);
  CHECK(project.err.str() == "mine.json:3:33: error: there is no check \"shop-rule\"; "
                             "`pysecd checks` lists them\n");
}

TEST_CASE("models list: by library and kind, as text and as JSON", "[cli][models]") {
  Project project;
  project.write(".pysecd/models/shop.json", kShop);
  CHECK(project.list({.library = "shop"}) == kExitClean);
  CHECK(project.out.str() ==
        "shop             source      shop.customer_note  {\"kind\":\"remote\"}\n");
  CHECK(project.list({.library = "flask", .kind = "source", .format = ListFormat::Json}) ==
        kExitClean);
  const auto rows = nlohmann::json::parse(project.out.str());
  REQUIRE(rows.size() >= 3);
  for (const auto& row : rows) {
    CHECK(row["library"] == "flask");
    CHECK(row["kind"] == "source");
    CHECK(row["name"].is_string());
    CHECK(row["row"].is_object());
  }
  CHECK(project.list({.library = "nonsense"}) == kExitClean);
  CHECK(project.out.str() == "");
}

TEST_CASE("models schema: what the loader takes, it takes", "[cli][models]") {
  Project project;
  CHECK(project.run([](const Streams& streams) { return runModelsSchema(streams); }) == kExitClean);
  const auto schema = nlohmann::json::parse(project.out.str());
  CHECK(test::schemaErrors(schema, nlohmann::json::parse(kShop)) == "");
  CHECK(test::schemaErrors(schema, nlohmann::json::parse(kWrong)) != "");
  const auto version = [&](const char* since) {
    const nlohmann::json row = {{"exit", "a.b"}, {"since", since}, {"versionOf", "library"}};
    return test::schemaErrors(schema, {{"library", "a"}, {"rows", {row}}});
  };
  CHECK(version("4.2") == "");
  CHECK(version("soon") != "");
}

TEST_CASE("check: uses the models of the workspace and those given", "[cli][models]") {
  Project project;
  project.write("app.py", "import shop, sqlite3\n\n\ndef f():\n"
                          "    note = shop.customer_note()\n"
                          "    sqlite3.connect('x').execute(\"SELECT '\" + note + \"'\")\n");
  const auto errors = [&](const CheckOptions& options) {
    project.analyse(options);
    return project.out.str().find("error: request data reaches") != std::string::npos;
  };
  CHECK_FALSE(errors({.paths = {"app.py"}}));
  project.write("elsewhere/shop.json", kShop);
  CHECK(errors({.paths = {"app.py"}, .models = {"elsewhere"}}));
  CHECK(errors({.paths = {"app.py"}, .models = {"elsewhere/shop.json"}}));
  project.write(".pysecd/models/shop.json", kShop);
  CHECK(errors({.paths = {"app.py"}}));
}

TEST_CASE("check: errors in models are trouble, the rest holds", "[cli][models]") {
  Project project;
  project.write("app.py", "x = 1\n");
  project.write(".pysecd/models/shop.json", kWrong);
  CHECK(project.analyse({.paths = {"app.py"}}) == kExitTrouble);
  CHECK(
      project.err.str().starts_with("error: ./.pysecd/models/shop.json: 2:32: \"far\" is none of"));
}

TEST_CASE("workspace roots: given directories, here, and up to the repository", "[cli][models]") {
  Project project;
  project.write("repository/.git/HEAD", "x");
  project.write("repository/a/b/c.py", "x");
  std::filesystem::current_path(project.path("repository/a/b"));
  CHECK(workspaceRoots({"c.py", ".."}) == std::vector<std::string>{"..", ".",
                                                                   project.path("repository/a"),
                                                                   project.path("repository")});
  std::filesystem::current_path(project.path("repository"));
  CHECK(workspaceRoots({}) == std::vector<std::string>{"."});
  std::filesystem::remove_all(project.path("repository/.git"));
  CHECK(workspaceRoots({}) == std::vector<std::string>{"."});
}
