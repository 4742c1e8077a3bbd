// From the paths of a command line to the Python files, templates and dependency files to analyse:
// walks directories, honours .gitignore (with or without git) and .git/info/exclude, skips what is
// not the project's own code. Reads names and ignore files, never sources. Deterministic: the same
// tree gives the same list. Any thread.
#pragma once

#include "server/workspace/read_source.h"

#include <functional>
#include <string>
#include <vector>

namespace pysecd::workspace {

struct DiscoverOptions {
  std::vector<std::string> excludes; // .gitignore patterns, relative to the current directory
  bool readIgnoreFiles = true;
  // What else to leave out, by absolute path without links; asked of everything that is walked.
  std::function<bool(const std::string& path, bool isDirectory)> excluded = {};
};

struct Discovery {
  std::vector<std::string>
      files; // named as the user would from the current directory; sorted, each file once
  std::vector<Notice>
      troubles; // paths that do not exist, directories that cannot be listed; sorted by path
};

// A file named in `paths` is always in the list; in directories it is *.py, *.pyw and
// templates and files that declare dependencies (analysis/text/file_kind.h). Links to directories
// are not followed, except one named in `paths`.
Discovery discover(const std::vector<std::string>& paths, const DiscoverOptions& options);

} // namespace pysecd::workspace
