#include "server/cache/cache_directory.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <filesystem>
#include <map>

using namespace pysecd;

namespace {

std::string directoryWith(const std::map<std::string, std::string>& environment) {
  return cacheDirectory([&](const char* name) -> const char* {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : found->second.c_str();
  });
}

} // namespace

TEST_CASE("cache directory: the environment decides", "[cache]") {
  CHECK(directoryWith({{"HOME", "/home/ann"}}) == "/home/ann/.cache/pysecd");
  CHECK(directoryWith({{"HOME", "/home/ann"}, {"XDG_CACHE_HOME", "/var/c"}}) == "/var/c/pysecd");
  CHECK(directoryWith({{"HOME", "/h"}, {"PYSECD_CACHE_DIR", "here"}}) == "here");
  CHECK(directoryWith({}).empty());
  CHECK(directoryWith({{"HOME", ""}, {"PYSECD_CACHE_DIR", ""}}).empty());
  // A relative path is to be ignored, says the XDG specification.
  CHECK(directoryWith({{"HOME", "/h"}, {"XDG_CACHE_HOME", "c"}}) == "/h/.cache/pysecd");
}

TEST_CASE("cache directory: made for its user alone", "[cache]") {
  const test::TempDir dir;
  CHECK(prepareCacheDirectory(dir.path("a/b/pysecd")).empty());
  CHECK(std::filesystem::status(dir.path("a/b/pysecd")).permissions() ==
        std::filesystem::perms(0700));
  CHECK(prepareCacheDirectory(dir.path("a/b/pysecd")).empty());
}

TEST_CASE("cache directory: one holds the lock", "[cache]") {
  const test::TempDir dir;
  {
    const DirectoryLock first(dir.path("."));
    CHECK(first.held());
    CHECK_FALSE(DirectoryLock(dir.path(".")).held());
  }
  CHECK(DirectoryLock(dir.path(".")).held());
}
