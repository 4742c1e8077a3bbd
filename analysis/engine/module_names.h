// Which Python modules a workspace has, and which of them an import statement means. A module is
// named by its path from the workspace's base, with '/' and without ".py" ("src/app/db",
// "src/app/__init__"), so names are unique whatever the layout. Search paths are not configured but
// found: relative imports by directory, absolute ones from the importer's own top directory
// outwards, then anywhere in the workspace. Knows names only, never opens a file. Immutable: any
// thread.
#pragma once

#include "analysis/semantic/import_scan.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pysecd {

class ModuleNames {
public:
  // In any order; duplicates are dropped.
  explicit ModuleNames(std::vector<std::string> modules);

  const std::vector<std::string>& all() const { return modules_; } // sorted
  // The index in all(); nullopt-like npos if there is none.
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t indexOf(std::string_view module) const;

  // The module that `import dotted` (or `from ..dotted import`) in `importer` means. A directory
  // without __init__.py is named with a trailing '/'. Empty if the workspace has none. With leading
  // dots `dotted` may be empty; dots that lead out of the workspace give none.
  std::string resolve(std::string_view importer, std::string_view dotted,
                      unsigned leadingDots) const;
  // "src/app/__init__" or "src/app/", "db" -> "src/app/db"; empty if there is none.
  std::string submodule(std::string_view package, std::string_view name) const;
  // Indices of the modules that these imports of `importer` may execute, sorted, without itself.
  std::vector<std::size_t> imported(std::string_view importer,
                                    const std::vector<ScannedImport>& imports) const;

private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  // `path` below a directory ("" or ending in '/'): package, module or directory.
  std::string at(std::string directory, std::string_view dotted) const;
  bool has(std::string_view module) const { return indexOf(module) != npos; }
  std::string_view topOf(std::string_view directory) const;

  std::vector<std::string> modules_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> index_;
  std::unordered_map<std::string, bool, Hash, std::equal_to<>> directories_; // each ends in '/'
  // First component of absolute imports -> directories that hold a module or directory so named.
  std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> holders_;
};

} // namespace pysecd
