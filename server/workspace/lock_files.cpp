#include "server/workspace/lock_files.h"

#include "analysis/text/file_kind.h"
#include "server/workspace/layout.h"

#include <algorithm>
#include <filesystem>

namespace pysecd::workspace {
namespace fs = std::filesystem;

bool hasLockFile(const std::string& path) {
  std::error_code error;
  for (fs::path directory = fs::path(absolutePath(path)).parent_path();;
       directory = directory.parent_path()) {
    if (std::any_of(std::begin(kLockFiles), std::end(kLockFiles),
                    [&](std::string_view name) { return fs::exists(directory / name, error); }))
      return true;
    if (fs::exists(directory / ".git", error) || directory == directory.root_path() ||
        directory.empty())
      return false;
  }
}

} // namespace pysecd::workspace
