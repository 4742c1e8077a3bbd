// The directory of the cache: where it is, whether it can be trusted, and the lock that those take
// who create or remove files in it. Any thread.
#pragma once

#include <functional>
#include <string>

namespace pysecd {

// `pysecd` in the user's cache directory, by the XDG rules, or $PYSECD_CACHE_DIR. Empty if the
// environment (`get`, like getenv) names no place.
std::string cacheDirectory(const std::function<const char*(const char*)>& get);

// Why the directory cannot be used, or "". The cache decides what users are told of their code, so
// nobody else may write there. No trouble if it does not exist yet.
std::string cacheDirectoryTrouble(const std::string& directory);

// The same, after making the directory (mode 0700) if it is missing.
std::string prepareCacheDirectory(const std::string& directory);

// Holds the directory's lock file, across processes, until destroyed.
class DirectoryLock {
public:
  // Waits for others for a bounded time, well under a second.
  explicit DirectoryLock(const std::string& directory);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

  bool held() const { return file_ >= 0; }

private:
  int file_ = -1;
};

} // namespace pysecd
