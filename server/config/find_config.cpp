#include "server/config/find_config.h"

#include "server/workspace/layout.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pysecd::config {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxBytes = 1 << 20;

FileRead failed(std::string why) { return {.exists = true, .bytes = {}, .error = std::move(why)}; }

bool isWithin(const fs::path& path, const fs::path& directory) {
  const std::string below = directory.generic_string();
  const std::string text = path.generic_string();
  return text == below || text.starts_with(below.ends_with('/') ? below : below + "/");
}

// Links resolved as far as there are files.
bool leadsOut(const fs::path& path, const fs::path& directory) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  const fs::path base = error ? directory : fs::weakly_canonical(directory, error);
  return error || !isWithin(real, base);
}

fs::path repositoryAround(const fs::path& directory) {
  for (fs::path at = directory; at.has_relative_path(); at = at.parent_path()) {
    std::error_code error;
    if (fs::exists(at / ".git", error))
      return at;
  }
  return directory;
}

FileRead readBytes(int file) {
  std::string bytes(kMaxBytes + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t count = ::read(file, bytes.data() + size, bytes.size() - size);
    if (count < 0)
      return failed(std::generic_category().message(errno));
    if (count == 0)
      break;
    size += static_cast<std::size_t>(count);
  }
  if (size > kMaxBytes)
    return failed(fmt::format("larger than {} bytes", kMaxBytes));
  bytes.resize(size);
  return {.exists = true, .bytes = std::move(bytes)};
}

ConfigFile configOf(const std::string& path, FileRead read) {
  ConfigFile file{
      .path = path, .text = makeText(std::move(read.bytes)), .version = read.version, .parsed = {}};
  if (read.error.empty()) {
    file.parsed = parseConfig(file.text->bytes(), isPyproject(path));
  } else {
    file.parsed.broken = true;
    file.parsed.problems.push_back({{}, "cannot be used: " + read.error});
  }
  return file;
}

void confine(ConfigFile& file) {
  const fs::path directory = file.directory();
  ParsedConfig& parsed = file.parsed;
  const auto refused = [&](std::string_view option, const std::string& path) {
    if (path.empty() || !leadsOut(directory / path, directory))
      return false;
    parsed.problems.push_back(
        {parsed.where.find(option)->second,
         fmt::format("'{}' names {}, which is outside of {}; give it on the command line instead",
                     option, shortened(path), directory.generic_string())});
    return true;
  };
  if (auto& models = parsed.options.models)
    std::erase_if(*models, [&](const std::string& path) { return refused("models", path); });
  if (auto& advisories = parsed.options.advisories;
      advisories && refused("advisories", *advisories))
    advisories.reset();
  std::stable_sort(parsed.problems.begin(), parsed.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.range < b.range; });
}

} // namespace

std::string ConfigFile::directory() const { return fs::path(path).parent_path().generic_string(); }

FileRead readConfigFile(const std::string& path, bool confined) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status) || fs::is_directory(status))
    return {};
  if (confined && fs::is_symlink(path, error)) {
    const fs::path directory = fs::path(path).parent_path();
    if (leadsOut(path, repositoryAround(directory)))
      return failed("it is a link that leads out of the project");
  }
  // Not blocking: it could be a pipe that nobody writes to.
  const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0)
    return failed(std::generic_category().message(errno));
  struct stat about {};
  FileRead result = ::fstat(file, &about) != 0 || !S_ISREG(about.st_mode)
                        ? failed("it is not a regular file")
                        : readBytes(file);
  ::close(file);
  return result;
}

ConfigFilePtr findConfig(const std::string& directory, const ReadFile& read) {
  for (fs::path at = directory;; at = at.parent_path()) {
    for (const std::string_view name : kConfigNames) {
      const std::string path = (at / name).generic_string();
      FileRead found = read(path);
      if (!found.exists)
        continue;
      ConfigFile file = configOf(path, std::move(found));
      if (!file.parsed.present)
        continue;
      confine(file);
      return std::make_shared<const ConfigFile>(std::move(file));
    }
    if (!at.has_relative_path())
      return nullptr;
  }
}

ConfigFilePtr namedConfig(const std::string& path, const ReadFile& read) {
  FileRead found = read(path);
  if (!found.exists)
    found = failed("there is no such file");
  ConfigFile file = configOf(workspace::absolutePath(path), std::move(found));
  if (!file.parsed.present)
    file.parsed.problems.push_back({{}, "has no table [tool.pysecd]"});
  return std::make_shared<const ConfigFile>(std::move(file));
}

} // namespace pysecd::config
