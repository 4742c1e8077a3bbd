#include "server/cli/cli.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <sstream>

using namespace pysecd;
using namespace pysecd::cli;

namespace {

struct CacheCommands : test::TempDir {
  DiskStore::Options cache() const { return {.directory = path("cache")}; }
  template <typename Command> int run(Command command, const DiskStore::Options& options) {
    out.str("");
    err.str("");
    return command(options, Streams{in, out, err});
  }
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
};

} // namespace

TEST_CASE("cache info: the place and what it holds; clear empties it", "[cli]") {
  CacheCommands commands;
  CHECK(commands.run(runCacheInfo, commands.cache()) == kExitClean);
  CHECK(commands.out.str() == "directory  " + commands.path("cache") +
                                  "\nresults    0\nsize       0.0 MB of at most 256 MB\n");
  DiskStore(commands.cache()).save({1, 2}, "x");
  CHECK(commands.run(runCacheInfo, commands.cache()) == kExitClean);
  CHECK(commands.out.str().find("results    1\n") != std::string::npos);

  CHECK(commands.run(runCacheClear, commands.cache()) == kExitClean);
  CHECK(commands.err.str() == "");
  CHECK(commands.run(runCacheInfo, commands.cache()) == kExitClean);
  CHECK(commands.out.str().find("results    0\n") != std::string::npos);
}

TEST_CASE("cache: a place that cannot be used is trouble", "[cli]") {
  CacheCommands commands;
  commands.write("cache", "x");
  CHECK(commands.run(runCacheInfo, commands.cache()) == kExitTrouble);
  CHECK(commands.err.str() ==
        "error: there is no cache: " + commands.path("cache") + " is not a directory\n");
  CHECK(commands.run(runCacheClear, commands.cache()) == kExitTrouble);
  CHECK(commands.read("cache") == "x");
  CHECK(commands.run(runCacheInfo, DiskStore::Options{}) == kExitTrouble);
}
