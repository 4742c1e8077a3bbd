#include "server/cache/cache_directory.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace pysecd {
namespace fs = std::filesystem;
namespace {

constexpr auto kLockWait = std::chrono::milliseconds(200);
constexpr auto kLockPause = std::chrono::milliseconds(5);

// Where memory that is shared through a file is not shared between machines, which SQLite's
// write-ahead log rests on. The numbers are Linux's (linux/magic.h, and the CIFS family's own).
bool onNetwork(const std::string& directory) {
  static constexpr std::array<std::uint32_t, 6> kNetworkFileSystems{
      0x6969 /* NFS */, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB2 */,
      0x517b /* SMB */, 0x01021997 /* 9P */,   0x5346414f /* AFS */};
  struct statfs about {};
  if (::statfs(directory.c_str(), &about) != 0)
    return false;
  return std::find(kNetworkFileSystems.begin(), kNetworkFileSystems.end(),
                   static_cast<std::uint32_t>(about.f_type)) != kNetworkFileSystems.end();
}

std::string lastError(const std::string& path) {
  return path + ": " + std::generic_category().message(errno);
}

} // namespace

std::string cacheDirectory(const std::function<const char*(const char*)>& get) {
  const auto absolute = [&](const char* name) {
    const char* value = get(name);
    return value != nullptr && *value == '/' ? fs::path(value) : fs::path();
  };
  if (const char* chosen = get("PYSECD_CACHE_DIR"); chosen != nullptr && *chosen != '\0')
    return chosen;
  if (const fs::path cache = absolute("XDG_CACHE_HOME"); !cache.empty())
    return (cache / "pysecd").string();
  if (const fs::path home = absolute("HOME"); !home.empty())
    return (home / ".cache" / "pysecd").string();
  return {};
}

std::string cacheDirectoryTrouble(const std::string& directory) {
  if (directory.empty())
    return "none of PYSECD_CACHE_DIR, XDG_CACHE_HOME and HOME names a place for it";
  struct stat about {};
  if (::lstat(directory.c_str(), &about) != 0)
    return errno == ENOENT ? "" : lastError(directory);
  if (S_ISLNK(about.st_mode))
    return directory + " is a symbolic link";
  if (!S_ISDIR(about.st_mode))
    return directory + " is not a directory";
  if (about.st_uid != ::geteuid())
    return directory + " belongs to another user";
  if ((about.st_mode & 022) != 0)
    return directory + " can be written by other users";
  if (onNetwork(directory))
    return directory + " is on a network file system; PYSECD_CACHE_DIR can name a local directory";
  return {};
}

std::string prepareCacheDirectory(const std::string& directory) {
  std::error_code error;
  if (const fs::path parent = fs::path(directory).parent_path(); !parent.empty())
    fs::create_directories(parent, error);
  if (!directory.empty() && ::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
    return lastError(directory);
  return cacheDirectoryTrouble(directory);
}

DirectoryLock::DirectoryLock(const std::string& directory) {
  const std::string path = directory + "/lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  const auto deadline = std::chrono::steady_clock::now() + kLockWait;
  while (file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    if ((errno == EWOULDBLOCK || errno == EINTR) && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(kLockPause);
      continue;
    }
    ::close(file_);
    file_ = -1;
  }
}

DirectoryLock::~DirectoryLock() {
  if (file_ >= 0)
    ::close(file_);
}

} // namespace pysecd
