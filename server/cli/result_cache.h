// The cache where the environment of this process has it.
// Thread rule: call from one thread; the store is safe for all.
#pragma once

#include "server/cache/disk_store.h"

#include <functional>
#include <memory>
#include <string>

namespace pysecd::cli {

DiskStore::Options resultCacheOptions();

// `say` is told, at most once and from any thread, why there is no cache.
std::shared_ptr<ResultStore> openResultCache(std::function<void(const std::string&)> say);

} // namespace pysecd::cli
