// Files that are part of the program: the model tables and the checks' documentation, put into the
// binary by the build (see pysecd_embed in CMakeLists.txt). Never reads the disk. The data is
// constant: every function here can be called on any thread.
#pragma once

#include <span>
#include <string_view>

namespace pysecd {

struct EmbeddedFile {
  std::string_view name;  // relative path, e.g. "flask.json" or "database/sql_injection.md"
  std::string_view bytes; // exactly as in the source tree
};

// analysis/models/*.json, schemas included, sorted by name. Defined in pysecd_models.
std::span<const EmbeddedFile> embeddedModels();

// analysis/checks/<group>/<name>.md, sorted by name. Defined in pysecd_checks.
std::span<const EmbeddedFile> embeddedCheckDocs();

} // namespace pysecd
