// The ResultStore that lasts: one SQLite file in the user's cache directory, which `pysecd check`
// and any number of language servers use at once. A cache is never worth a run: whatever is wrong
// with the file or the disk, loads miss, saves come to nothing, and the reason is told once. Opened
// by the first load or save, so that starting costs nothing. Thread-safe.
#pragma once

#include "analysis/engine/result_store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace pysecd {

class DiskStore final : public ResultStore {
public:
  struct Options {
    std::string directory; // see cache_directory.h
    // Of the file; beyond it the results that were not used for longest go.
    std::uint64_t maxBytes = std::uint64_t{256} << 20;
    // Saves are written together, when there are this many, and by flush().
    std::size_t entriesPerWrite = 256;
    // Why there is no cache. Called at most once, from any thread.
    std::function<void(const std::string&)> say = [](const std::string&) {};
    // The clock in days, by which use is recorded.
    std::function<std::int64_t()> today = daysSinceEpoch;
  };

  explicit DiskStore(Options options);
  ~DiskStore() override;

  std::optional<std::string> load(const ResultKey& key) override;
  void save(const ResultKey& key, std::string_view bytes) override;
  void flush() override;

  static std::int64_t daysSinceEpoch();

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct DiskUsage {
  std::string file;          // its full path, whether it exists or not; empty if it has no place
  std::string trouble;       // why it cannot be used, or ""
  std::uint64_t entries = 0; // 0 if there is no file
  std::uint64_t bytes = 0;   // on disk, with what is written ahead
};

// Makes nothing.
DiskUsage diskUsage(const std::string& directory);

// Removes the results of all versions. Processes that use them go on without what they had. Returns
// why that cannot be, or "".
std::string clearDisk(const std::string& directory);

} // namespace pysecd
