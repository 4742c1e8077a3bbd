// What the rules of Bandit and of ruff's S group are called here: for suppressions written for
// those tools, and for who comes from them. Immutable: any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace pysecd {

struct OtherRule {
  std::string_view bandit; // "B608"; empty if it has none
  std::string_view ruff;   // "S608"; empty if it has none
  std::string_view name;   // "hardcoded_sql_expressions"
  std::string_view checks; // ids separated by blanks; empty: `why` says why there is none
  std::string_view why;
};

// Sorted by number.
std::span<const OtherRule> otherRules();

// The checks of a rule, by "B608", "S608" or Bandit's name of it, capitals or not; empty if there
// are none.
std::vector<std::string_view> checksOfOtherRule(std::string_view rule);
// Whether one of the tools has a rule of that id or name.
bool isOtherRule(std::string_view rule);

} // namespace pysecd
