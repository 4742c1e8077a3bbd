// Did-you-mean: the known names nearest to a mistyped one. Pure: any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// At most three of `known`, nearest first: by edit distance, or because they contain the word.
// Empty if none is near.
std::vector<std::string_view> nearest(std::string_view word,
                                      std::span<const std::string_view> known);

// " (did you mean 'a' or 'b'?)", or nothing.
std::string didYouMean(std::string_view word, std::span<const std::string_view> known);

} // namespace pysecd
