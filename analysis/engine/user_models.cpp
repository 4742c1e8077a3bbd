#include "analysis/engine/user_models.h"

#include "analysis/engine/snapshot.h"
#include "analysis/support/embedded.h"

namespace pysecd {

LoadedModels withUserModels(std::span<const ModelFile> files, const KnownVersions& known) {
  std::vector<ModelSource> sources;
  for (const EmbeddedFile& file : embeddedModels())
    sources.push_back({file.name, file.bytes});
  for (const ModelFile& file : files)
    sources.push_back({file.name, file.bytes});
  return loadModels(sources, known);
}

std::shared_ptr<const ModelSet> builtinModels() {
  // A test asserts that the files in the binary have no errors.
  static const std::shared_ptr<const ModelSet> models = withUserModels({}).models;
  return models;
}

} // namespace pysecd
