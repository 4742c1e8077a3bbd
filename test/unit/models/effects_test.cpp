// Rows about transactions, locks and waiting.
#include "analysis/models/loader.h"

#include "test/support/catch.h"

#include <array>

using namespace pysecd;

namespace {

LoadedModels load(const std::string& rows) {
  const std::string bytes = "{\"library\": \"lib\", \"rows\": [\n" + rows + "\n]}";
  const std::array sources{ModelSource{"lib.json", bytes}};
  return loadModels(sources);
}

// What the rows, which must be right, say of lib.f.
struct Said {
  std::shared_ptr<const ModelSet> models;
  Effects effects;
};
Said effectsOf(const std::string& rows) {
  LoadedModels loaded = load(rows);
  for (const ModelError& error : loaded.errors)
    FAIL_CHECK(error.pointer << ": " << error.message);
  return {loaded.models, (*loaded.models)[loaded.models->find("lib.f")].effects};
}

std::string errorOf(const std::string& rows) {
  const LoadedModels loaded = load(rows);
  REQUIRE(loaded.errors.size() == 1);
  return loaded.errors[0].pointer + ": " + loaded.errors[0].message;
}

} // namespace

TEST_CASE("a transaction row says what opens and ends one") {
  using As = TransactionRow::As;
  const Effects atomic = effectsOf(R"({"transaction": "lib.f", "as": "scope"},
    {"transaction": "lib.f", "as": "begin", "readOnly": true})")
                             .effects;
  REQUIRE(atomic.transactions.size() == 2);
  CHECK(atomic.transactions[0].as == As::Scope);
  CHECK_FALSE(atomic.transactions[0].readOnly);
  CHECK(atomic.transactions[1].as == As::Begin);
  CHECK(atomic.transactions[1].readOnly);
  const Effects after =
      effectsOf(R"({"transaction": "lib.f", "as": "after-commit", "callback": [1, "func"]})")
          .effects;
  REQUIRE(after.transactions.size() == 1);
  CHECK(after.transactions[0].as == As::AfterCommit);
  CHECK(after.transactions[0].callback.position == 1);
}

TEST_CASE("a lock row says what holds, takes and gives back a lock") {
  const Said said =
      effectsOf(R"({"lock": "lib.f", "as": "scope", "name": [0, "name"], "tasks": true},
    {"lock": "lib.f", "as": "acquire"}, {"lock": "lib.f", "as": "release"})");
  REQUIRE(said.effects.locks.size() == 3);
  CHECK(said.effects.locks[0].as == LockRow::As::Scope);
  CHECK(said.models->symbols()->text(said.effects.locks[0].name.keyword) == "name");
  CHECK(said.effects.locks[0].tasks);
  CHECK(said.effects.locks[1].as == LockRow::As::Acquire);
  CHECK(said.effects.locks[2].as == LockRow::As::Release);
  CHECK_FALSE(said.effects.locks[2].tasks);
}

TEST_CASE("a blocking row says what a call waits for, and what would not block") {
  const Said said = effectsOf(R"({"blocking": "lib.f", "kind": "sleep", "async": "lib.g"})");
  CHECK(said.effects.waits == Wait::Sleep);
  CHECK(said.models->dottedName(said.effects.asyncTwin) == "lib.g");
  CHECK(effectsOf(R"({"class": "lib.f"})").effects.waits == Wait::No);
}

TEST_CASE("rows about effects are taken whole or not at all") {
  CHECK(errorOf(R"({"transaction": "lib.f", "as": "after-commit"})") ==
        "/rows/0: key \"callback\" is missing: the argument that is called");
  CHECK(errorOf(R"({"transaction": "lib.f", "as": "scope", "callback": [0]})") ==
        "/rows/0/callback: \"callback\" is for \"as\": \"after-commit\" only");
  CHECK(errorOf(R"({"transaction": "lib.f", "as": "commit", "readOnly": true})") ==
        "/rows/0/readOnly: \"readOnly\" is for \"as\": \"scope\" or \"begin\" only");
  CHECK(errorOf(R"({"lock": "lib.f", "as": "held"})") ==
        "/rows/0/as: \"held\" is none of scope, acquire, release");
  CHECK(errorOf(R"({"blocking": "lib.f", "kind": "patience"})").starts_with("/rows/0/kind: "));
  CHECK(
      errorOf(R"({"blocking": "lib.f", "kind": "sleep"}, {"blocking": "lib.f", "kind": "file"})") ==
      "/rows/1/kind: another row says that it waits for something else");
  CHECK(
      errorOf(R"({"lock": "lib.f", "as": "scope", "since": "soon"})").starts_with("/rows/0/since"));
}
