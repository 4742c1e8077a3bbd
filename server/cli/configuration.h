// What the flags of a command and the configuration files of its paths come to. Reads the disk.
// Thread rule: call from one thread; what it makes is immutable.
#pragma once

#include "server/cli/cli.h"
#include "server/config/config_set.h"

#include <memory>
#include <string>
#include <vector>

namespace pysecd::cli {

struct Configuration {
  std::shared_ptr<const config::ConfigSet> set;
  // One line each, without "error: "; if there are any the command must not run.
  std::vector<std::string> errors = {};
};

Configuration configure(const CheckOptions& options);
Configuration configure(const ReviewOptions& options);

// `check --show-config`.
std::string shownConfiguration(const config::ConfigSet& set);

} // namespace pysecd::cli
