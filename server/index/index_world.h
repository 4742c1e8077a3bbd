// The World of the language server: an immutable value, so that analyses on other threads keep
// theirs while the session makes the next one. Changing one module shares all the rest. Any thread.
#pragma once

#include "analysis/engine/world.h"
#include "server/workspace/layout.h"

#include <array>
#include <memory>
#include <vector>

namespace pysecd {

class IndexWorld final : public World {
public:
  IndexWorld(std::shared_ptr<const ModuleNames> names, workspace::Layout layout);

  const ModuleNames& names() const override { return *names_; }
  const std::shared_ptr<const ModuleNames>& sharedNames() const { return names_; }
  InterfacePtr interfaceOf(std::string_view module) const override;
  std::string pathOf(std::string_view module) const override { return layout_.pathOf(module); }
  const workspace::Layout& layout() const { return layout_; }

  // The same world but for one module; `module` must be one of names(). Costs a few hundred pointer
  // copies, whatever the number of modules.
  std::shared_ptr<const IndexWorld> with(std::string_view module, InterfacePtr interface) const;
  // All at once, by ModuleNames' index.
  std::shared_ptr<const IndexWorld> with(const std::vector<InterfacePtr>& interfaces) const;

private:
  static constexpr std::size_t kChunk = 256;
  using Chunk = std::array<InterfacePtr, kChunk>;

  std::shared_ptr<const ModuleNames> names_;
  workspace::Layout layout_;
  std::vector<std::shared_ptr<const Chunk>> chunks_; // null: nothing known in it
};

} // namespace pysecd
