#include "server/advisories/snapshot_cache.h"

namespace pysecd::advisories {

std::shared_ptr<const dependencies::AdvisorySet> SnapshotCache::get() {
  const std::lock_guard lock(mutex_);
  std::string path = snapshotPath(given_);
  std::error_code error;
  const auto changed = path.empty() ? std::filesystem::file_time_type()
                                    : std::filesystem::last_write_time(path, error);
  if (path == path_ && changed == changed_)
    return set_;
  path_ = std::move(path);
  changed_ = changed;
  LoadedSnapshot loaded = loadSnapshot(path_);
  set_ = std::move(loaded.set);
  for (const workspace::Notice& trouble : loaded.troubles)
    tell_(trouble);
  return set_;
}

} // namespace pysecd::advisories
