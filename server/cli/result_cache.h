// The cache as the command line offers it: the flag, and the place that the environment gives it.
// Thread rule: call from one thread; the store is safe for all.
#pragma once

#include "server/cache/disk_store.h"

#include <functional>
#include <memory>
#include <string>

namespace CLI { // NOLINT(readability-identifier-naming): CLI11's
class App;
} // namespace CLI

namespace pysecd::cli {

void addNoCache(CLI::App& app, bool& noCache);

DiskStore::Options resultCacheOptions();

// `say` is told, at most once and from any thread, why there is no cache.
std::shared_ptr<ResultStore> openResultCache(std::function<void(const std::string&)> say);

} // namespace pysecd::cli
