#include "server/models/model_files.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pysecd {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxFiles = 200;
constexpr std::size_t kMaxFileBytes = 1 << 20;
constexpr std::size_t kMaxBytes = 8 << 20;

std::string lastError() { return std::generic_category().message(errno); }

class Reader {
public:
  void readGiven(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status))
      readDirectory(path);
    else if (fs::exists(status))
      readFile(path);
    else
      fail(path, error ? error.message() : "there is no such file or directory");
  }

  void readDirectory(const fs::path& directory) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (auto entry = fs::directory_iterator(directory, error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (name.ends_with(".json") && !name.ends_with(".schema.json") && !name.starts_with("."))
        paths.push_back(entry->path());
      if (paths.size() > kMaxFiles)
        break;
    }
    if (error)
      fail(directory.string(), error.message());
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths)
      readFile(path.string());
  }

  ModelFiles take() { return std::move(result_); }

private:
  void fail(const std::string& path, std::string why) {
    result_.errors.push_back({path, 0, "", "cannot be read: " + std::move(why)});
  }

  void readFile(const std::string& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (!error && !seen_.insert(real).second)
      return;
    if (seen_.size() > kMaxFiles) {
      if (seen_.size() == kMaxFiles + 1)
        fail(path, fmt::format("there are more than {} model files", kMaxFiles));
      return;
    }
    // Not blocking: it could be a pipe that nobody writes to.
    const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
      return fail(path, lastError());
    struct stat about {};
    if (::fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
      fail(path, "not a regular file");
    else
      readBytes(file, path);
    ::close(file);
  }

  void readBytes(int file, const std::string& path) {
    std::string bytes(kMaxFileBytes + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
      const ssize_t count = ::read(file, bytes.data() + size, bytes.size() - size);
      if (count < 0)
        return fail(path, lastError());
      if (count == 0)
        break;
      size += static_cast<std::size_t>(count);
    }
    if (size > kMaxFileBytes)
      return fail(path, fmt::format("larger than {} bytes", kMaxFileBytes));
    if ((bytes_ += size) > kMaxBytes)
      return fail(path, fmt::format("the model files have more than {} bytes in all", kMaxBytes));
    bytes.resize(size);
    bytes.shrink_to_fit();
    result_.files.push_back({path, std::move(bytes)});
  }

  ModelFiles result_;
  std::set<fs::path> seen_;
  std::size_t bytes_ = 0;
};

} // namespace

bool hasWorkspaceModels(const std::string& root) {
  std::error_code error;
  return fs::is_directory(fs::path(root) / kWorkspaceModels, error);
}

ModelFiles readModelFiles(const ModelPlaces& places) {
  Reader reader;
  for (const std::string& path : places.given)
    reader.readGiven(path);
  for (const std::string& root : places.roots)
    if (hasWorkspaceModels(root))
      reader.readDirectory(fs::path(root) / kWorkspaceModels);
  return reader.take();
}

} // namespace pysecd
