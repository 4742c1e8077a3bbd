// What an analysis may know of the other modules of its workspace: their names and interfaces.
// Never holds texts or trees. A world handed to an analysis does not change while it runs.
#pragma once

#include "analysis/engine/module_interface.h"
#include "analysis/engine/module_names.h"

#include <string>
#include <string_view>

namespace pysecd {

class World {
public:
  virtual ~World() = default;
  virtual const ModuleNames& names() const = 0;
  // Null: there is none of that name, or it has not been analysed yet.
  virtual InterfacePtr interfaceOf(std::string_view module) const = 0;
  // Of the file, as findings should name it.
  virtual std::string pathOf(std::string_view module) const = 0;
};

} // namespace pysecd
