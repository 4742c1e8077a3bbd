// The snapshot as a process has it: read when a file first needs it, and again when it has changed
// on the disk. Any thread; whoever comes while it is read waits.
#pragma once

#include "server/advisories/snapshot_reader.h"

#include <filesystem>
#include <functional>
#include <mutex>

namespace pysecd::advisories {

class SnapshotCache {
public:
  // `tell`: of what could not be read, from whichever thread reads.
  using Tell = std::function<void(const workspace::Notice&)>;
  explicit SnapshotCache(
      std::string given, Tell tell = [](const workspace::Notice&) {})
      : given_(std::move(given)), tell_(std::move(tell)) {}

  // Null: there is no snapshot.
  std::shared_ptr<const dependencies::AdvisorySet> get();

private:
  const std::string given_;
  const Tell tell_;
  std::mutex mutex_;
  std::string path_;
  std::filesystem::file_time_type changed_;
  std::shared_ptr<const dependencies::AdvisorySet> set_;
};

} // namespace pysecd::advisories
