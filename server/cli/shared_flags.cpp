#include "server/cli/shared_flags.h"

#include <CLI/CLI.hpp>

namespace pysecd::cli {

void addNoCache(CLI::App& app, bool& noCache) {
  app.add_flag("--no-cache", noCache, "Neither use nor keep the results of earlier runs");
}

void addConfig(CLI::App& app, ConfigFlags& config) {
  app.add_option("--config", config.file,
                 "The configuration file for all paths (default: for each path the nearest\n"
                 "pysecd.toml, .pysecd.toml or [tool.pysecd] in pyproject.toml upwards)")
      ->type_name("FILE");
  app.add_flag("--isolated", config.isolated, "Ignore configuration files");
}

template <typename Options> void addFileChoice(CLI::App& app, Options& options) {
  app.add_option("--exclude", options.excludes,
                 "Leave out what matches, as in .gitignore (repeatable)")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  app.add_option("--extend-exclude", options.extendExcludes,
                 "The same, beside what configuration files exclude")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  app.add_flag("--no-ignore", options.noIgnore, "Do not read .gitignore and .git/info/exclude");
  app.add_option("--max-file-size", options.maxFileSize,
                 "Skip larger files: bytes, or as in 512K, 4M (default: 2M)")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Range(1u, config::kLargestFileSize).description(""))
      ->type_name("SIZE");
}

template void addFileChoice<CheckOptions>(CLI::App& app, CheckOptions& options);
template void addFileChoice<ReviewOptions>(CLI::App& app, ReviewOptions& options);

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
