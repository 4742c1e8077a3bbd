#include "analysis/support/version.h"

namespace pysecd {

std::string_view version() { return PYSECD_VERSION; }

} // namespace pysecd
