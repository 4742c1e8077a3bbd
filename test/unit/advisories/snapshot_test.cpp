#include "server/advisories/cvss.h"
#include "server/advisories/snapshot_cache.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <cstdlib>

using namespace pysecd;
using namespace pysecd::advisories;
using dependencies::Advisory;
using dependencies::Version;

namespace {

struct Read {
  dependencies::AdvisorySet set;
  std::vector<workspace::Notice> troubles;
};

Read read(std::string_view text, bool oneALine = false) {
  Read result;
  readRecords("records", text, oneALine, result.set, result.troubles);
  return result;
}

std::string record(const std::string& id, const std::string& events) {
  return R"({"id": ")" + id +
         R"(", "affected": [{"package": {"ecosystem": "PyPI", "name": "acme"}, "ranges": )"
         R"([{"type": "ECOSYSTEM", "events": )" +
         events + "}]}]}";
}

bool affected(const std::string& events, const char* version) {
  const Read result = read(record("T-1", events));
  REQUIRE(result.troubles.empty());
  REQUIRE(result.set.of("acme").size() == 1);
  return dependencies::affects(result.set.of("acme")[0], *Version::parse(version));
}

} // namespace

TEST_CASE("cvss: base scores of version 3", "[advisories]") {
  const auto score = [](const char* vector) { return cvssBaseScore(vector).value_or(-1); };
  CHECK(score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H") == Approx(9.8));
  CHECK(score("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N") == Approx(6.1));
  CHECK(score("CVSS:3.1/AV:L/AC:H/PR:H/UI:N/S:U/C:L/I:N/A:N") == Approx(1.9));
  CHECK(score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H") == Approx(7.5));
  CHECK(score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N") == Approx(0.0));
  CHECK(score("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N") == -1);
  CHECK(score("CVSS:3.1/AV:N") == -1);
  CHECK(score("") == -1);
}

TEST_CASE("advisories: events make ranges in the order of their versions", "[advisories]") {
  const std::string twice =
      R"([{"fixed": "2.3"}, {"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2.0"}])";
  CHECK(affected(twice, "0.1"));
  CHECK(affected(twice, "1.2rc1"));
  CHECK_FALSE(affected(twice, "1.2"));
  CHECK_FALSE(affected(twice, "1.9"));
  CHECK(affected(twice, "2.2.9"));
  CHECK_FALSE(affected(twice, "2.3"));
  CHECK(affected(R"([{"introduced": "1"}])", "99"));
  CHECK_FALSE(affected(R"([{"introduced": "1"}])", "0.9"));
  CHECK(affected(R"([{"introduced": "1"}, {"last_affected": "1.4"}])", "1.4"));
  CHECK_FALSE(affected(R"([{"introduced": "1"}, {"last_affected": "1.4"}])", "1.4.1"));
}

TEST_CASE("advisories: severity by score and by word", "[advisories]") {
  const auto severe = [](const std::string& more) {
    const Read result =
        read(R"({"id": "T-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "acme"}, )"
             R"("versions": ["1"]}])" +
             more + "}");
    REQUIRE(result.set.of("acme").size() == 1);
    return result.set.of("acme")[0].severe;
  };
  CHECK_FALSE(severe(""));
  CHECK(severe(R"(, "database_specific": {"severity": "critical"})"));
  CHECK_FALSE(severe(R"(, "database_specific": {"severity": "MODERATE"})"));
  CHECK(severe(R"(, "severity": [{"type": "CVSS_V3", "score": )"
               R"("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}])"));
  CHECK_FALSE(severe(R"(, "severity": "HIGH", "database_specific": 3)"));
}

TEST_CASE("advisories: bad records are named, the others kept", "[advisories]") {
  const Read lines = read(
      record("T-1", R"([{"introduced": "0"}])") + "\n\nnot json\n" + R"({"affected": []})" + "\n" +
          R"({"id": "T-2", "affected": 3})" + "\n" + record("T-3", R"([{"introduced": "one"}])") +
          "\n" + record("T-4", R"([{"introduced": "1"}])") + "\n" + std::string(5'000, '[') + "\n",
      true);
  CHECK(lines.set.size() == 2);
  REQUIRE(lines.troubles.size() == 5);
  CHECK(lines.troubles[0].message == "line 3: not a JSON object, or nested too deeply");
  CHECK(lines.troubles[1].message == "line 4: a record without an id");
  CHECK(lines.troubles[3].message.starts_with("line 6: T-3: says of no version of acme"));
  CHECK(read("[" + record("T-1", R"([{"introduced": "0"}])") + ", 3]").set.size() == 1);
}

TEST_CASE("advisories: a directory is read once, and again when it has changed", "[advisories]") {
  const test::TempDir dir;
  dir.write("osv/a/T-1.json", record("T-1", R"([{"introduced": "0"}])"));
  dir.write("osv/T-2.json", "{");
  dir.write("osv/notes.txt", "{");
  std::size_t told = 0;
  SnapshotCache cache(dir.path("osv"), [&](const workspace::Notice&) { ++told; });
  const auto first = cache.get();
  REQUIRE(first);
  CHECK(first->size() == 1);
  CHECK(told == 1);
  CHECK(cache.get() == first);
  dir.write("osv/T-3.json", record("T-3", R"([{"introduced": "0"}])"));
  std::filesystem::last_write_time(dir.path("osv"), std::filesystem::file_time_type::clock::now() +
                                                        std::chrono::seconds(5));
  CHECK(cache.get()->size() == 2);
}

TEST_CASE("advisories: a path that is not there is told, no path is not", "[advisories]") {
  const test::TempDir dir;
  CHECK(loadSnapshot("").troubles.empty());
  CHECK(loadSnapshot("").set == nullptr);
  CHECK(loadSnapshot(dir.path("nowhere")).troubles.size() == 1);
}
