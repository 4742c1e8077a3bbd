// Which words of a program's argument list are run as a command or as code themselves:
// `sh -c TEXT`, `sudo PROGRAM`, `python -c CODE`. Never splits a text into words. Pure: any thread.
#pragma once

#include "analysis/models/model_set.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pysecd::flow {

struct RunWord {
  std::size_t index = 0; // 0-based, of the words given
  Sink kind = Sink::Argv;
};

// `words`: the program first; nullopt is a word that is not known.
std::vector<RunWord> wordsRun(std::span<const std::optional<std::string_view>> words);

} // namespace pysecd::flow
