#include "analysis/engine/user_models.h"

#include "analysis/checks/check.h"
#include "analysis/engine/snapshot.h"
#include "analysis/support/embedded.h"
#include "analysis/text/text.h"

#include <set>

namespace pysecd {

namespace {

// A row for a check that does not exist would be silent for ever. The models know no checks, so
// that the place is found by the name.
void reportUnknownChecks(std::span<const ModelFile> files, LoadedModels& loaded) {
  std::set<std::string> unknown;
  loaded.models->forEachMisuse([&](const MisuseRow& row) {
    if (findCheck(row.check) == nullptr)
      unknown.insert(row.check);
  });
  for (const std::string& check : unknown)
    for (const ModelFile& file : files) {
      const std::size_t at = file.bytes.find('"' + check + '"');
      if (at == std::string::npos)
        continue;
      const LineColumn place =
          LineIndex(file.bytes).position(static_cast<ByteOffset>(at), ColumnUnit::Utf8);
      loaded.errors.push_back({file.name, place.line + 1, "",
                               "there is no check \"" + check + "\"; `pysecd checks` lists them",
                               place.column + 1});
    }
}

} // namespace

LoadedModels withUserModels(std::span<const ModelFile> files, const KnownVersions& known) {
  std::vector<ModelSource> sources;
  for (const EmbeddedFile& file : embeddedModels())
    sources.push_back({file.name, file.bytes});
  for (const ModelFile& file : files)
    sources.push_back({file.name, file.bytes});
  LoadedModels loaded = loadModels(sources, known);
  reportUnknownChecks(files, loaded);
  return loaded;
}

std::shared_ptr<const ModelSet> builtinModels() {
  // A test asserts that the files in the binary have no errors.
  static const std::shared_ptr<const ModelSet> models = withUserModels({}).models;
  return models;
}

} // namespace pysecd
