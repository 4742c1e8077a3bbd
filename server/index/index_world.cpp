#include "server/index/index_world.h"

namespace pysecd {

IndexWorld::IndexWorld(std::shared_ptr<const ModuleNames> names, workspace::Layout layout)
    : names_(std::move(names)), layout_(std::move(layout)),
      chunks_((names_->all().size() + kChunk - 1) / kChunk) {}

InterfacePtr IndexWorld::interfaceOf(std::string_view module) const {
  const std::size_t index = names_->indexOf(module);
  if (index == ModuleNames::npos || !chunks_[index / kChunk])
    return nullptr;
  return (*chunks_[index / kChunk])[index % kChunk];
}

std::shared_ptr<const IndexWorld> IndexWorld::with(std::string_view module,
                                                   InterfacePtr interface) const {
  auto next = std::make_shared<IndexWorld>(*this);
  const std::size_t index = names_->indexOf(module);
  if (index == ModuleNames::npos)
    return next;
  std::shared_ptr<const Chunk>& chunk = next->chunks_[index / kChunk];
  auto changed = chunk ? std::make_shared<Chunk>(*chunk) : std::make_shared<Chunk>();
  (*changed)[index % kChunk] = std::move(interface);
  chunk = std::move(changed);
  return next;
}

std::shared_ptr<const IndexWorld>
IndexWorld::with(const std::vector<InterfacePtr>& interfaces) const {
  auto next = std::make_shared<IndexWorld>(*this);
  for (std::size_t begin = 0; begin < interfaces.size(); begin += kChunk) {
    auto chunk = std::make_shared<Chunk>();
    for (std::size_t i = begin; i < interfaces.size() && i < begin + kChunk; ++i)
      (*chunk)[i - begin] = interfaces[i];
    next->chunks_[begin / kChunk] = std::move(chunk);
  }
  return next;
}

} // namespace pysecd
