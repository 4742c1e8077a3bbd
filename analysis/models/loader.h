// Reads model files (analysis/models/*.json) into a ModelSet. The only place of analysis/ that
// knows JSON. Pure: any thread. The row language is documented in
// analysis/models/README.md.
#pragma once

#include "analysis/models/model_set.h"
#include "analysis/models/version_range.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

struct ModelSource {
  std::string_view name; // "flask.json", for messages
  std::string_view bytes;
};

struct ModelError {
  std::string file;
  std::uint32_t line = 0;   // 1-based; 0 when the whole file is meant
  std::string pointer;      // JSON pointer of the row, "/rows/3/arg"
  std::string message;      // what is wrong and what is expected
  std::uint32_t column = 0; // 1-based, in bytes; 0 where there is no line
};

// The versions that a program may run with. What is not known may be any.
struct KnownVersions {
  std::optional<VersionRange> python;
  std::map<std::string, VersionRange> libraries; // by the "library" of a model file
};

struct LoadedModels {
  std::shared_ptr<const ModelSet> models; // never null: rows in error are left out
  std::vector<ModelError> errors;
};

// Files named *.schema.json are passed over. Bounded: a hostile file costs at most some 100 MB and
// a second, and yields at most about a hundred errors.
LoadedModels loadModels(std::span<const ModelSource> sources, const KnownVersions& known = {});

} // namespace pysecd
