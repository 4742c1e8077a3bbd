// Whether a lock file goes with a file that declares dependencies. Looks at names, never into
// files. Any thread.
#pragma once

#include <string>

namespace pysecd::workspace {

// Beside `path`, or above it up to the root of the repository.
bool hasLockFile(const std::string& path);

} // namespace pysecd::workspace
