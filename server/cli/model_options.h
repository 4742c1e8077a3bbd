// Where a command line run takes users' models from, and what it says of their errors. Reads the
// disk. Thread rule: call from one thread.
#pragma once

#include "analysis/engine/user_models.h"
#include "server/workspace/read_source.h"

#include <string>
#include <vector>

namespace pysecd::cli {

// The directories whose .pysecd/models count for a run on `paths`: those of them that are
// directories, the current one, and its parents up to the one that holds .git, if there is one.
std::vector<std::string> workspaceRoots(const std::vector<std::string>& paths);

// The binary's models with those given and those of the roots. Without any, the shared built-in
// set.
LoadedModels loadUserModels(const std::vector<std::string>& given,
                            const std::vector<std::string>& roots);

// "shop.json:3:5: error: expected a dotted name (at /rows/2/source)"
std::string errorLine(const ModelError& error);
// The same for a report of `check`.
workspace::Notice modelNotice(const ModelError& error);

} // namespace pysecd::cli
