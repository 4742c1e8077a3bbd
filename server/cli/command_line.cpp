#include "server/cli/command_line.h"

#include "analysis/support/version.h"
#include "server/cli/batch_commands.h"
#include "server/cli/cli.h"
#include "server/cli/serve.h"
#include "server/cli/shared_flags.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace pysecd::cli {
namespace {

struct ServeFlags {
  ServeOptions options;
  bool noCache = false;
  bool stdio = false;
  std::string logLevel = "warning";
};

// The flags that editors pass to any language server, and --log.
void addServeFlags(CLI::App& app, ServeFlags& flags) {
  auto* stdio = app.add_flag("--stdio", flags.stdio, "Serve on stdin and stdout (the default)");
  auto* socket = app.add_option("--socket,--port", flags.options.port,
                                "Serve the client that listens on this port of this machine");
  auto* pipe = app.add_option("--pipe", flags.options.pipe,
                              "Serve the client that listens on this Unix domain socket");
  stdio->excludes(socket)->excludes(pipe);
  socket->excludes(pipe);
  app.add_option("--clientProcessId", flags.options.clientProcessId, "End when this process does");
  app.add_option("--log", flags.logLevel, "What goes to stderr")
      ->check(CLI::IsMember({"error", "warning", "info", "debug"}))
      ->capture_default_str();
  addModelPaths(app, flags.options.models);
  addAdvisories(app, flags.options.advisories);
  addNoCache(app, flags.noCache);
}

int serve(ServeFlags& flags) {
  flags.options.logLevel = *logLevel(flags.logLevel);
  flags.options.useCache = !flags.noCache;
  return runServe(flags.options);
}

} // namespace

int runCommandLine(int argc, const char* const* argv) {
  CLI::App app("Finds security defects in Python code, while you type or in one go.\n"
               "Without a command: a language server on stdin and stdout.",
               "pysecd");
  app.set_version_flag("--version", std::string(version()));
  ServeFlags serveFlags;
  addServeFlags(app, serveFlags);
  BatchCommands batchCommands(app);
  app.require_subcommand(0, 1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitClean : kExitTrouble;
  }
  if (const std::optional<int> exitCode = batchCommands.run())
    return *exitCode;
  if (argc == 1 && isatty(STDIN_FILENO)) {
    std::cout << app.help();
    return kExitClean;
  }
  return serve(serveFlags);
}

} // namespace pysecd::cli
