// Flags that several commands have, and that mean the same for each. Thread rule: one thread.
#pragma once

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): CLI11's
class App;
} // namespace CLI

namespace pysecd::cli {

void addNoCache(CLI::App& app, bool& noCache);
void addAdvisories(CLI::App& app, std::string& path);
void addModelPaths(CLI::App& app, std::vector<std::string>& paths);

} // namespace pysecd::cli
