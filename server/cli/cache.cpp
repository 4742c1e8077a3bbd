// `pysecd cache`: what the cache of results holds, and emptying it.
#include "server/cache/disk_store.h"
#include "server/cli/cli.h"
#include "server/cli/display.h"

#include <fmt/format.h>
#include <ostream>

namespace pysecd::cli {
namespace {

int fail(const std::string& why, const Streams& streams) {
  streams.err << fmt::format("error: {}\n", printable(why));
  return kExitTrouble;
}

} // namespace

int runCacheInfo(const DiskStore::Options& cache, const Streams& streams) {
  const DiskUsage usage = diskUsage(cache.directory);
  if (!usage.trouble.empty())
    return fail("there is no cache: " + usage.trouble, streams);
  constexpr double kMegabyte = 1 << 20;
  streams.out << fmt::format(
      "directory  {}\nresults    {}\nsize       {:.1f} MB of at most {:.0f} MB\n",
      printable(cache.directory), usage.entries, static_cast<double>(usage.bytes) / kMegabyte,
      static_cast<double>(cache.maxBytes) / kMegabyte);
  return streams.out.flush() ? kExitClean : kExitTrouble;
}

int runCacheClear(const DiskStore::Options& cache, const Streams& streams) {
  const std::string trouble = clearDisk(cache.directory);
  return trouble.empty() ? kExitClean : fail("the cache was not cleared: " + trouble, streams);
}

} // namespace pysecd::cli
