#include "server/workspace/layout.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace pysecd::workspace {
namespace fs = std::filesystem;
namespace {

constexpr std::array<const char*, 10> kMarks = {
    ".git",      ".hg",     "pyproject.toml",   "setup.py", "setup.cfg",
    "manage.py", "Pipfile", "requirements.txt", "tox.ini",  ".pysecd"};
constexpr std::string_view kExtension = ".py";

bool isMarked(const fs::path& directory) {
  return std::any_of(kMarks.begin(), kMarks.end(), [&](const char* mark) {
    std::error_code error;
    return fs::exists(directory / mark, error);
  });
}

bool isPackage(const fs::path& directory) {
  std::error_code error;
  return directory.has_relative_path() && fs::exists(directory / "__init__.py", error);
}

// Itself, if it is no package.
fs::path outermostPackage(fs::path directory) {
  while (isPackage(directory) && isPackage(directory.parent_path()))
    directory = directory.parent_path();
  return directory;
}

} // namespace

std::string absolutePath(const std::string& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  std::string normal = (error ? fs::path(path) : absolute).lexically_normal().generic_string();
  while (normal.size() > 1 && normal.ends_with('/'))
    normal.pop_back();
  return normal;
}

std::string projectRoot(const std::string& path) {
  std::error_code error;
  fs::path start = absolutePath(path);
  if (!fs::is_directory(start, error))
    start = start.parent_path();
  for (fs::path directory = start;; directory = directory.parent_path()) {
    if (isMarked(directory))
      return directory.generic_string();
    if (directory == directory.root_path() || directory.empty())
      return outermostPackage(start).generic_string();
  }
}

std::string importBase(const std::string& root) {
  const fs::path package = outermostPackage(root);
  return (isPackage(package) ? package.parent_path() : package).generic_string();
}

std::optional<std::string> Layout::moduleOf(std::string_view path) const {
  if (!path.ends_with(kExtension))
    return std::nullopt;
  path.remove_suffix(kExtension.size());
  const std::string_view base = base_ == "/" ? std::string_view() : std::string_view(base_);
  if (!path.starts_with(base) || path.size() <= base.size() + 1 || path[base.size()] != '/')
    return std::nullopt;
  std::string module(path.substr(base.size() + 1));
  // A mark between module and name in the engine's symbols.
  if (module.find(':') != std::string::npos || module.ends_with('/'))
    return std::nullopt;
  return module;
}

std::string Layout::pathOf(std::string_view module) const {
  std::string path = base_ == "/" ? std::string() : base_;
  path.append("/").append(module);
  if (!path.ends_with('/'))
    path.append(kExtension);
  return path;
}

std::string commonDirectory(const std::vector<std::string>& directories) {
  if (directories.empty())
    return {};
  std::string common = directories.front();
  for (const std::string& directory : directories)
    while (common.size() > 1 && directory != common && !directory.starts_with(common + "/")) {
      const std::size_t slash = common.rfind('/');
      common.resize(std::max<std::size_t>(slash, 1));
    }
  return common;
}

} // namespace pysecd::workspace
