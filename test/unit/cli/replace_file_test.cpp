#include "server/cli/replace_file.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <filesystem>

using namespace pysecd;
using namespace pysecd::cli;
namespace fs = std::filesystem;

TEST_CASE("replaceFile: new bytes, same permissions, nothing left over", "[cli]") {
  const test::TempDir dir;
  dir.write("a.py", "old");
  fs::permissions(dir.path("a.py"), fs::perms(0751));
  CHECK_FALSE(replaceFile(dir.path("a.py"), "old", "new").has_value());
  CHECK(dir.read("a.py") == "new");
  CHECK(fs::status(dir.path("a.py")).permissions() == fs::perms(0751));
  CHECK(std::distance(fs::directory_iterator(dir.path("")), {}) == 1);
}

TEST_CASE("replaceFile: what changed meanwhile is not overwritten", "[cli]") {
  const test::TempDir dir;
  for (const char* now : {"older", "ol", "", "odl"}) {
    dir.write("a.py", now);
    const auto notice = replaceFile(dir.path("a.py"), "old", "new");
    REQUIRE(notice.has_value());
    CHECK(notice->reason == "changed");
    CHECK(dir.read("a.py") == now);
  }
  CHECK(std::distance(fs::directory_iterator(dir.path("")), {}) == 1);
}

TEST_CASE("replaceFile: a link stays a link", "[cli]") {
  const test::TempDir dir;
  dir.write("real/a.py", "old");
  fs::create_symlink("real/a.py", dir.path("link.py"));
  CHECK_FALSE(replaceFile(dir.path("link.py"), "old", "new").has_value());
  CHECK(fs::is_symlink(dir.path("link.py")));
  CHECK(dir.read("real/a.py") == "new");
}

TEST_CASE("replaceFile: what cannot be written is said", "[cli]") {
  const auto missing = replaceFile("/no/such/file.py", "old", "new");
  REQUIRE(missing.has_value());
  CHECK(missing->kind == Notice::Kind::Trouble);
  CHECK(missing->reason == "unwritable");
  // No new file can be made there, not even by root.
  const auto refused = replaceFile("/proc/version", "old", "new");
  REQUIRE(refused.has_value());
  CHECK(refused->reason == "unwritable");
}
