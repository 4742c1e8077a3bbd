#include "server/cli/result_cache.h"

#include "server/cache/cache_directory.h"

#include <cstdlib>
#include <utility>

namespace pysecd::cli {

DiskStore::Options resultCacheOptions() {
  return {.directory = cacheDirectory([](const char* name) { return std::getenv(name); })};
}

std::shared_ptr<ResultStore> openResultCache(std::function<void(const std::string&)> say) {
  DiskStore::Options options = resultCacheOptions();
  options.say = std::move(say);
  return std::make_shared<DiskStore>(std::move(options));
}

} // namespace pysecd::cli
