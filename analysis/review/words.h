// Names that tell who may and to whom a thing belongs. Pure: any thread.
#pragma once

#include <string_view>

namespace pysecd::review {

// An owner, a role, a right: what a test of it decides about is access.
bool namesIdentity(std::string_view name);
// A function that refuses those who may not.
bool namesGuard(std::string_view name);
// The same of what stands in the head of a handler, where names are shorter.
bool namesDependencyGuard(std::string_view name);

// Of an entry point, as its reason.
inline constexpr const char* kNoGuard =
    "no guard was seen in its head: who may call it is decided elsewhere, or by nobody";

} // namespace pysecd::review
