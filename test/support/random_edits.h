// Edits as people make them, drawn from a seeded generator, so that a failure can be repeated.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace pysecd::test {

// The text with one edit: a piece of Python inserted, or a few characters deleted, copied or
// replaced. May cut a character in two.
std::string randomEdit(std::string_view text, std::mt19937& random);

} // namespace pysecd::test
