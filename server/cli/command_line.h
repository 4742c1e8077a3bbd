// argv -> one of the commands. Without arguments: a language server on stdio, or help if a person
// sits there.
#pragma once

namespace pysecd::cli {

// Runs the command and returns the exit code of the process.
int runCommandLine(int argc, const char* const* argv);

} // namespace pysecd::cli
