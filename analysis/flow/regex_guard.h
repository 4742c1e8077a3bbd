// What a text that matches a regular expression can hold: a guard such as re.fullmatch(r"[a-z_]+",
// x) leaves only harmless characters. Reads the pattern with Python's syntax and gives up (0) on
// what it does not understand. Pure: any thread.
#pragma once

#include "analysis/models/model_set.h"

#include <string_view>

namespace pysecd {

enum class RegexUse : std::uint8_t { None, FullMatch, Match, Search };

// The sinks for which a matching text is clean; 0 if the pattern lets dangerous characters through
// or does not cover the whole text.
SinkMask matchedTextIsClean(std::string_view pattern, RegexUse use);

} // namespace pysecd
