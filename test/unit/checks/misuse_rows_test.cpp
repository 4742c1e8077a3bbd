// Rows of kind "misuse": what the loader takes, and that the shipped ones name checks there are.
#include "analysis/checks/check.h"
#include "analysis/checks/file_facts.h"
#include "analysis/engine/snapshot.h"
#include "analysis/models/loader.h"

#include "test/support/catch.h"

#include <array>

using namespace pysecd;

namespace {

LoadedModels load(const std::string& row) {
  const std::string bytes = "{\"library\": \"lib\", \"rows\": [\n" + row + "\n]}";
  const std::array sources{ModelSource{"lib.json", bytes}};
  return loadModels(sources);
}

std::string errorOf(const std::string& row) {
  const LoadedModels loaded = load(row);
  REQUIRE(loaded.errors.size() == 1);
  return loaded.errors[0].pointer + ": " + loaded.errors[0].message;
}

} // namespace

TEST_CASE("every shipped misuse row names a check") {
  std::size_t rows = 0;
  builtinModels()->forEachMisuse([&](const MisuseRow& row) {
    ++rows;
    INFO(row.check);
    CHECK(findCheck(row.check) != nullptr);
  });
  CHECK(rows > 20);
}

TEST_CASE("a misuse row is read whole") {
  const LoadedModels loaded = load(
      R"({"misuse": "lib.connect", "check": "external-a", "arg": [1, "mode"], "is": [false, null, 3, "x", "api:lib.NONE"],
          "when": {"arg": ["host"], "isNot": ["localhost"]}, "unless": [{"arg": ["safe"], "is": [true]}],
          "severity": "hint", "message": "m", "fix": {"title": "t", "replace": "True", "safe": true}})");
  REQUIRE(loaded.errors.empty());
  const ModelSet& models = *loaded.models;
  const auto& misuses = models[models.find("lib.connect")].misuses;
  REQUIRE(misuses.size() == 1);
  const MisuseRow& row = misuses[0];
  CHECK(row.check == "external-a");
  CHECK(row.condition.arg.position == 1);
  REQUIRE(row.condition.is.size() == 5);
  CHECK(row.condition.is[0].kind == MisuseValue::Kind::Bool);
  CHECK(row.condition.is[4].api == models.find("lib.NONE"));
  CHECK(row.when.size() == 1);
  CHECK(row.unless.size() == 1);
  CHECK(row.level == MisuseRow::Level::Hint);
  REQUIRE(row.fixes.size() == 1);
  CHECK(row.fixes[0].safe);
  CHECK(row.fixes[0].text == "True");
}

TEST_CASE("a misuse row that means nothing is refused") {
  CHECK(errorOf(R"({"misuse": "lib.f"})").find("\"check\" is missing") != std::string::npos);
  CHECK(errorOf(R"({"misuse": "lib.f", "check": "nodash"})").find("not the id of a check") !=
        std::string::npos);
  CHECK(errorOf(R"({"misuse": "lib.f", "check": "external-a", "arg": [0]})")
            .find("say what of this argument is wrong") != std::string::npos);
  CHECK(errorOf(R"({"misuse": "lib.f", "check": "external-a", "when": {"arg": [0]}})")
            .find("tests nothing") != std::string::npos);
  CHECK(
      errorOf(R"({"misuse": "lib.f", "check": "external-a", "is": [1.5]})").find("/rows/0/is/0") ==
      0);
  CHECK(errorOf(R"({"misuse": "lib.f", "check": "external-a", "fix": {"title": "t"}})")
            .find("expected one of replace, add, remove, rename") != std::string::npos);
  CHECK(errorOf(R"({"misuse": "lib.f", "check": "external-a", "set": true, "arg": [0], "is": [1]})")
            .find("have no arguments") != std::string::npos);
}

TEST_CASE("test code is known by its path") {
  CHECK(isTestPath("test_shop.py"));
  CHECK(isTestPath("a/b/test_shop.py"));
  CHECK(isTestPath("shop_test.py"));
  CHECK(isTestPath("shop/tests/helpers/base.py"));
  CHECK(isTestPath("conftest.py"));
  CHECK_FALSE(isTestPath("shop/latest.py"));
  CHECK_FALSE(isTestPath("test/checks/sample.py"));
  CHECK_FALSE(isTestPath("testing_views.py"));
}
