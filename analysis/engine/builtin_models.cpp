#include "analysis/engine/snapshot.h"
#include "analysis/models/loader.h"
#include "analysis/support/embedded.h"

namespace pysecd {

std::shared_ptr<const ModelSet> builtinModels() {
  static const std::shared_ptr<const ModelSet> models = [] {
    std::vector<ModelSource> sources;
    for (const EmbeddedFile& file : embeddedModels())
      if (!file.name.ends_with(".schema.json"))
        sources.push_back({file.name, file.bytes});
    return loadModels(sources).models; // a test asserts that the shipped files have no errors
  }();
  return models;
}

} // namespace pysecd
