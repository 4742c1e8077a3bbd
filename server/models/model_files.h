// The model files of users: `.pysecd/models/*.json` in a workspace, and what --models names. Finds
// and reads them, within bounds: they may come with a stranger's repository. Never interprets them.
// Any thread.
#pragma once

#include "analysis/engine/user_models.h"

#include <string>
#include <vector>

namespace pysecd {

inline constexpr std::string_view kWorkspaceModels = ".pysecd/models";

struct ModelFiles {
  std::vector<ModelFile> files;   // by absolute or given path, each once
  std::vector<ModelError> errors; // what could not be read
};

struct ModelPlaces {
  std::vector<std::string> given; // files and directories, which must exist
  std::vector<std::string> roots; // directories that may hold .pysecd/models
};

// In the order of the places; the files of a directory by name, without those of its directories.
ModelFiles readModelFiles(const ModelPlaces& places);

bool hasWorkspaceModels(const std::string& root);

} // namespace pysecd
