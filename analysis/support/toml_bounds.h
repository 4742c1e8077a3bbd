// What to ask of a stranger's TOML before toml++ gets it: the library bounds how deep values nest,
// but not how many tables one dotted key opens, and recurses over them. Pure: any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace pysecd {

// Whether a key may have more than 500 parts; no text that people wrote does.
inline bool hasEndlessKey(std::string_view toml) {
  constexpr std::size_t kMaxParts = 500;
  std::size_t dots = 0;
  return std::any_of(toml.begin(), toml.end(), [&dots](char c) {
    if (std::string_view("\n,=[]{}#").find(c) != std::string_view::npos)
      dots = 0;
    return c == '.' && ++dots > kMaxParts;
  });
}

} // namespace pysecd
