// The version of this build, as set by project(VERSION) in CMakeLists.txt.
#pragma once

#include <string_view>

namespace pysecd {

// "major.minor.patch".
std::string_view version();

} // namespace pysecd
