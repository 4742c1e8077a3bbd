#include "server/advisories/snapshot_reader.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

namespace pysecd::advisories {

namespace fs = std::filesystem;
using workspace::Notice;

namespace {

constexpr std::uint64_t kMaxRecordFile = 4 * 1024 * 1024;
constexpr std::uint64_t kMaxLinesFile = 1024 * 1024 * 1024;
constexpr std::size_t kMaxFiles = 500'000;

bool isLines(const fs::path& path) {
  return path.extension() == ".jsonl" || path.extension() == ".ndjson";
}

class Loader {
public:
  LoadedSnapshot load(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error))
      directory(path);
    else
      file(path);
    LoadedSnapshot loaded;
    loaded.path = path;
    loaded.set = std::make_shared<const dependencies::AdvisorySet>(std::move(set_));
    if (troubles_.size() > kMaxTroubles) {
      const std::size_t more = troubles_.size() - kMaxTroubles + 1;
      troubles_.resize(kMaxTroubles - 1);
      troubles_.push_back({Notice::Kind::Partial, path, "bad-advisory",
                           fmt::format("{} more that are not as they should be", more)});
    }
    loaded.troubles = std::move(troubles_);
    return loaded;
  }

private:
  void file(const std::string& path) {
    const bool lines = isLines(path);
    auto bytes = workspace::readFile(path, lines ? kMaxLinesFile : kMaxRecordFile);
    if (auto* notice = std::get_if<Notice>(&bytes))
      troubles_.push_back(std::move(*notice));
    else
      readRecords(path, std::get<std::string>(bytes), lines, set_, troubles_);
  }

  // By name, so that a snapshot is always read in the same order.
  void directory(const std::string& path) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::recursive_directory_iterator
             entry(path, fs::directory_options::skip_permission_denied, error),
         end;
         !error && entry != end && files.size() < kMaxFiles; entry.increment(error))
      if (entry->path().extension() == ".json" || isLines(entry->path()))
        files.push_back(entry->path().generic_string());
    if (error)
      troubles_.push_back(
          {Notice::Kind::Trouble, path, "unreadable", "cannot be listed: " + error.message()});
    std::sort(files.begin(), files.end());
    for (const std::string& name : files)
      file(name);
  }

  dependencies::AdvisorySet set_;
  std::vector<Notice> troubles_;
};

} // namespace

std::string snapshotPath(const std::string& given) {
  if (!given.empty())
    return given;
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  fs::path base;
  if (data != nullptr && fs::path(data).is_absolute())
    base = data;
  else if (home != nullptr && *home != '\0')
    base = fs::path(home) / ".local" / "share";
  else
    return {};
  std::error_code error;
  const fs::path path = base / "pysecd" / "advisories";
  return fs::exists(path, error) ? path.generic_string() : std::string();
}

LoadedSnapshot loadSnapshot(const std::string& path) {
  return path.empty() ? LoadedSnapshot() : Loader().load(path);
}

} // namespace pysecd::advisories
