// Decides whether a Python regular expression backtracks exponentially: its position automaton has
// a loop that one text can take in two ways. Bounded in size and work; what it cannot read (back
// references, verbose patterns, atomic groups) has no answer. Pure: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pysecd {

// `prefix` + `pump` repeated + `suffix` is a text on which the time doubles with each repetition.
struct Attack {
  std::string prefix;
  std::string pump;
  std::string suffix;
};

// `whole`: the whole text must match (fullmatch). nullopt: it does not, or it is not known.
std::optional<Attack> exponentialAttack(std::string_view pattern, bool whole);

} // namespace pysecd
