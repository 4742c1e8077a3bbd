#include "analysis/checks/other_tools.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <array>

namespace pysecd {

namespace {

constexpr std::array kRules = {
#define RULE(bandit, ruff, name, checks, why) OtherRule{bandit, ruff, name, checks, why},
#include "analysis/checks/other_tools.def"
#undef RULE
};

bool sameLetters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

const OtherRule* ruleOf(std::string_view id) {
  const auto isIt = [id](const OtherRule& rule) {
    return sameLetters(id, rule.bandit) || sameLetters(id, rule.ruff) || sameLetters(id, rule.name);
  };
  const auto* const found = std::find_if(kRules.begin(), kRules.end(), isIt);
  return found == kRules.end() || id.empty() ? nullptr : found;
}

} // namespace

std::span<const OtherRule> otherRules() { return kRules; }

std::vector<std::string_view> checksOfOtherRule(std::string_view rule) {
  std::vector<std::string_view> checks;
  const OtherRule* known = ruleOf(rule);
  std::string_view rest = known != nullptr ? known->checks : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    checks.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return checks;
}

bool isOtherRule(std::string_view rule) { return ruleOf(rule) != nullptr; }

} // namespace pysecd
