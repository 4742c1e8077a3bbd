// Flags that several commands have, and that mean the same for each. Thread rule: one thread.
#pragma once

#include "server/cli/cli.h"

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): CLI11's
class App;
} // namespace CLI

namespace pysecd::cli {

void addNoCache(CLI::App& app, bool& noCache);
void addAdvisories(CLI::App& app, std::string& path);
void addConfig(CLI::App& app, ConfigFlags& config);
// --exclude, --extend-exclude, --no-ignore, --max-file-size: which files, of `check` and `review`.
template <typename Options> void addFileChoice(CLI::App& app, Options& options);
void addModelPaths(CLI::App& app, std::vector<std::string>& paths);

} // namespace pysecd::cli
