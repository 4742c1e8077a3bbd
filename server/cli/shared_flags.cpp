#include "server/cli/shared_flags.h"

#include <CLI/CLI.hpp>

namespace pysecd::cli {

void addNoCache(CLI::App& app, bool& noCache) {
  app.add_flag("--no-cache", noCache, "Neither use nor keep the results of earlier runs");
}

void addModelPaths(CLI::App& app, std::vector<std::string>& paths) {
  app.add_option("--models", paths,
                 "Model files of yours, or a directory of them, beside the built-in ones "
                 "(repeatable)")
      ->type_name("FILE|DIR")
      ->allow_extra_args(false);
}

void addAdvisories(CLI::App& app, std::string& path) {
  app.add_option("--advisories", path,
                 "Snapshot of OSV records of vulnerable packages, a directory or file\n"
                 "(default: $XDG_DATA_HOME/pysecd/advisories)")
      ->type_name("PATH");
}

} // namespace pysecd::cli
