// Rows that hold for some versions only, of Python or of the library.
#include "analysis/models/loader.h"

#include "test/support/catch.h"

#include <array>

using namespace pysecd;

namespace {

KnownVersions python(const char* version) {
  return {.python = releasesOf(parseVersion(version).value())};
}

LoadedModels load(const std::string& rows, const KnownVersions& known = {}) {
  const std::string bytes = "{\"library\": \"lib\", \"rows\": [\n" + rows + "\n]}";
  const std::array sources{ModelSource{"lib.json", bytes}};
  return loadModels(sources, known);
}

// Whether the one row is about versions that may be meant.
bool holds(const std::string& row, const KnownVersions& known = {}) {
  const LoadedModels loaded = load(row, known);
  for (const ModelError& error : loaded.errors)
    FAIL_CHECK(error.pointer << ": " << error.message);
  return loaded.models->find("lib.f") != kNoModel;
}

std::string errorOf(const std::string& row) {
  const LoadedModels loaded = load(row);
  REQUIRE(loaded.errors.size() == 1);
  return loaded.errors[0].pointer + ": " + loaded.errors[0].message;
}

} // namespace

TEST_CASE("versions are compared by number") {
  CHECK(parseVersion("3.9").value() < parseVersion("3.12").value());
  CHECK(parseVersion("3").value() == parseVersion("3.0.0").value());
  CHECK(parseVersion("4.2.1").value() < parseVersion("4.2.10").value());
  for (const char* wrong :
       {"", "x", "3.", ".3", "3.12rc1", "3.1.2.3", "-3", "65535", "99999", "3 "})
    CHECK_FALSE(parseVersion(wrong).has_value());
  CHECK(releasesOf({{3, 12, 0}}).contains(releasesOf({{3, 12, 4}})));
  CHECK_FALSE(releasesOf({{3, 12, 0}}).overlaps(releasesOf({{3, 13, 0}})));
}

TEST_CASE("a row holds for the versions it names") {
  const std::string row =
      R"({"source": "lib.f", "kind": "remote", "since": "3.8", "before": "3.12"})";
  CHECK_FALSE(holds(row, python("3.7")));
  CHECK(holds(row, python("3.8")));
  CHECK(holds(row, python("3.11.4")));
  CHECK_FALSE(holds(row, python("3.12")));
}

TEST_CASE("where versions are not known, danger is believed and safety is not") {
  CHECK(holds(R"({"source": "lib.f", "kind": "remote", "since": "3.8"})"));
  CHECK(holds(R"({"sink": "lib.f", "arg": [0], "kind": "path", "before": "3.8"})"));
  CHECK_FALSE(holds(R"({"clean": "lib.f", "kind": "all", "since": "3.8"})"));
  CHECK_FALSE(holds(R"({"guard": "lib.f", "kind": "all", "before": "3.8"})"));
  CHECK_FALSE(holds(R"({"exit": "lib.f", "before": "3.8"})"));
  CHECK(holds(R"({"clean": "lib.f", "kind": "all", "since": "3.8"})", python("3.9")));
}

TEST_CASE("where versions are not known, things are what they are in the newest") {
  CHECK(holds(R"({"type": "lib.f", "returns": "lib.New", "since": "3.8"})"));
  CHECK_FALSE(holds(R"({"type": "lib.f", "returns": "lib.Old", "before": "3.8"})"));
  const std::string both = R"({"type": "lib.f", "returns": "lib.Old", "before": "3.8"},
    {"type": "lib.f", "returns": "lib.New", "since": "3.8"})";
  const LoadedModels newest = load(both);
  CHECK(newest.errors.empty());
  CHECK((*newest.models)[newest.models->find("lib.f")].returns == newest.models->find("lib.New"));
  const LoadedModels oldest = load(both, python("3.7"));
  CHECK((*oldest.models)[oldest.models->find("lib.f")].returns == oldest.models->find("lib.Old"));
}

TEST_CASE("a row may be about versions of its library") {
  const std::string row =
      R"({"clean": "lib.f", "kind": "all", "since": "2.0", "versionOf": "library"})";
  CHECK_FALSE(holds(row, python("3.12")));
  KnownVersions known;
  known.libraries["lib"] = releasesOf({{2, 1, 0}});
  CHECK(holds(row, known));
  known.libraries["lib"] = releasesOf({{1, 9, 0}});
  CHECK_FALSE(holds(row, known));
}

TEST_CASE("sets for different versions are different sets") {
  const std::string row = R"({"source": "lib.f", "kind": "remote"})";
  CHECK(load(row).models->id() == load(row).models->id());
  CHECK(load(row).models->id() != load(row, python("3.8")).models->id());
  CHECK(load(row, python("3.9")).models->id() != load(row, python("3.8")).models->id());
}

TEST_CASE("wrong versions are errors, and so is the rest of a row that does not hold") {
  CHECK(errorOf(R"({"source": "lib.f", "kind": "remote", "since": 3})") ==
        "/rows/0/since: expected a version such as \"3.12\"");
  CHECK(errorOf(R"({"source": "lib.f", "kind": "remote", "before": "soon"})") ==
        "/rows/0/before: expected a version such as \"3.12\"");
  CHECK(errorOf(R"({"source": "lib.f", "kind": "remote", "since": "3.9", "before": "3.8"})") ==
        "/rows/0: \"since\" is not before \"before\"");
  CHECK(errorOf(R"({"source": "lib.f", "kind": "remote", "since": "3.9", "versionOf": "pip"})") ==
        "/rows/0/versionOf: expected \"python\" or \"library\"");
  CHECK(errorOf(R"({"source": "lib.f", "kind": "remote", "versionOf": "python"})") ==
        "/rows/0: \"versionOf\" goes with \"since\" or \"before\"");
  CHECK(errorOf(R"({"clean": "lib.f", "kind": "everything", "since": "3.9"})")
            .starts_with("/rows/0/kind: "));
}
