#include "server/cli/result_cache.h"

#include "server/cache/cache_directory.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <utility>

namespace pysecd::cli {

void addNoCache(CLI::App& app, bool& noCache) {
  app.add_flag("--no-cache", noCache, "Neither use nor keep the results of earlier runs");
}

DiskStore::Options resultCacheOptions() {
  return {.directory = cacheDirectory([](const char* name) { return std::getenv(name); })};
}

std::shared_ptr<ResultStore> openResultCache(std::function<void(const std::string&)> say) {
  DiskStore::Options options = resultCacheOptions();
  options.say = std::move(say);
  return std::make_shared<DiskStore>(std::move(options));
}

} // namespace pysecd::cli
