// What is published of the options - the JSON schema and the table in README - is made from the one
// list of them.
#include "server/config/schema.h"

#include "server/config/options.h"
#include "test/support/catch.h"
#include "test/support/golden.h"
#include "test/support/json_schema.h"

#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace pysecd;

TEST_CASE("configuration: the published schema is that of the options", "[config]") {
  test::checkGolden(std::string(PYSECD_SOURCE_DIR) + "/server/config/pysecd.schema.json",
                    [](const std::string&) { return config::schema(); });
  const auto errors = [](const char* json) {
    return test::schemaErrors(nlohmann::json::parse(config::schema()), nlohmann::json::parse(json));
  };
  CHECK(errors(R"({"ignore": ["access", "database-sql-injection"], "max-file-size": "4M",
                   "per-file-ignores": {"tests/**": ["access"]}, "fail-on": "never"})") == "");
  CHECK(errors(R"({"ignroe": []})") != "");
  CHECK(errors(R"({"ignore": ["acces"]})") != "");
  CHECK(errors(R"({"fail-on": "warn"})") != "");
}

TEST_CASE("configuration: README lists the options", "[config]") {
  std::ostringstream readme;
  readme << std::ifstream(std::string(PYSECD_SOURCE_DIR) + "/README.md").rdbuf();
  std::string table = "| option | default | meaning |\n|---|---|---|\n";
  for (const config::OptionInfo& option : config::allOptions())
    table += fmt::format("| `{}` | `{}` | {} |\n", option.name, option.byDefault, option.what);
  INFO(table);
  CHECK(readme.str().find(table) != std::string::npos);
}
