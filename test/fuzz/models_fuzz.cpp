// Any bytes as a model file: no crash, no hang, and every error is a sentence about a place in
// that file.
#include "analysis/models/loader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pysecd;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::array sources{ModelSource{"fuzz.json", bytes}, ModelSource{"again.json", bytes}};
  const LoadedModels loaded = loadModels(sources);
  for (const ModelError& error : loaded.errors)
    if (error.message.empty() || error.file.empty() || (error.line == 0) != (error.column == 0))
      std::abort();
  const ModelSet& models = *loaded.models;
  const Symbol name = models.symbols()->intern("execute");
  for (ModelId id = 0; id < models.size(); ++id) {
    models.member(id, name);
    models.dottedName(id);
  }
  return 0;
}
