#include "analysis/models/surface.h"

namespace pysecd {

void Surfaces::add(std::string_view name, bool below, bool ending, SurfaceRow row) {
  if (!name.starts_with("*."))
    rows_.insert_or_assign(std::string(name), Kept{std::move(row), below});
  else if (ending)
    endings_.emplace_back(name.substr(2), std::move(row));
  else
    written_[std::string(name.substr(2))].push_back(std::move(row));
}

const SurfaceRow* Surfaces::find(std::string_view dotted) const {
  if (const auto exact = rows_.find(dotted); exact != rows_.end())
    return &exact->second.row;
  while (true) {
    const std::size_t dot = dotted.rfind('.');
    if (dot == std::string_view::npos)
      return nullptr;
    dotted = dotted.substr(0, dot);
    if (const auto above = rows_.find(dotted); above != rows_.end() && above->second.below)
      return &above->second.row;
  }
}

} // namespace pysecd
