// Which directory a Python file's imports are looked up in, and how the files below it are named as
// modules (analysis/engine/module_names.h). Looks at names of files, never into them. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::workspace {

// The nearest directory around `path` (a file or a directory) that holds a project's mark (.git,
// pyproject.toml, setup.py, ...); without one the outermost package around it, or the directory
// itself. Absolute, without a trailing '/'.
std::string projectRoot(const std::string& path);

// Where a root's imports begin: above the package that it is or lies in, else the root itself.
// `root` is absolute.
std::string importBase(const std::string& root);

// Files below one directory as modules.
class Layout {
public:
  // `base` is absolute.
  explicit Layout(std::string base) : base_(std::move(base)) {}

  const std::string& base() const { return base_; }
  // Of an absolute path; nullopt if it is not below the base or not named like a module.
  std::optional<std::string> moduleOf(std::string_view path) const;
  // Absolute.
  std::string pathOf(std::string_view module) const;

private:
  std::string base_;
};

// The deepest directory that is, or is above, each of these; empty if there are none.
std::string commonDirectory(const std::vector<std::string>& directories);

// Absolute and normal: no ".", "..", or doubled '/'. Links are not followed.
std::string absolutePath(const std::string& path);

} // namespace pysecd::workspace
