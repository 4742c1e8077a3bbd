// Models that users add to those in the binary. Never reads files: who calls brings the bytes.
// Pure: any thread.
#pragma once

#include "analysis/models/loader.h" // IWYU pragma: export

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pysecd {

struct ModelFile {
  std::string name; // for messages
  std::string bytes;
};

// The models in the binary and those of `files` in one set. Rows in error are left out: what
// contradicts the binary's models is one.
LoadedModels withUserModels(std::span<const ModelFile> files, const KnownVersions& known = {});

} // namespace pysecd
