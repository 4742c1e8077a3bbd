// `pysecd` as a language server: connects a Server to a transport and to its threads, until the
// client ends it.
#pragma once

#include "server/log.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pysecd::cli {

struct ServeOptions {
  // Where the client is: stdin and stdout unless one of these is set.
  std::optional<std::uint16_t> port; // it listens on this port of this machine
  std::string pipe;                  // it listens on this Unix domain socket

  std::optional<std::int64_t> clientProcessId; // end when this process does
  LogLevel logLevel = LogLevel::Warning;       // for stderr
  std::vector<std::string> models;             // files or directories, beside the workspace's
  std::string advisories;                      // as CheckOptions has it
  bool useCache = true;                        // results of earlier runs
};

// Serves one client. Returns only if there is no connection; otherwise the process ends here, with
// the exit code that LSP asks for, without waiting for analyses that still run.
int runServe(const ServeOptions& options);

} // namespace pysecd::cli
