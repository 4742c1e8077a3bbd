// Small edits of a configuration file that leave its comments and its form as they are. What cannot
// be shown to come out right is not offered. Pure: any thread.
#pragma once

#include "analysis/findings/fix.h"

#include <optional>
#include <string_view>
#include <vector>

namespace pysecd::config {

// What a new configuration file is called.
inline constexpr std::string_view kNewConfig = "pysecd.toml";

// Adds a check to `ignore`; sorted edits. nullopt: the text is no TOML, or of a form in which it
// cannot be added.
std::optional<std::vector<TextEdit>> ignoreCheck(std::string_view text, bool pyproject,
                                                 std::string_view check);

// Adds a check to what `per-file-ignores` says of a directory and all below it. `directory` is
// relative to the file, without a '/' at the end; nullopt also if a glob of it would mean others.
std::optional<std::vector<TextEdit>> ignoreCheckBelow(std::string_view text, bool pyproject,
                                                      std::string_view directory,
                                                      std::string_view check);

} // namespace pysecd::config
