// The checks of checks.def in the order of allChecks(), for what runs them. Knows no check by name.
// Immutable: any thread.
#pragma once

#include "analysis/checks/check.h"
#include "analysis/checks/rule.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pysecd {

std::size_t checkCount();
// `index`: into allChecks(), below checkCount().
const Check& checkAt(std::size_t index);
// checkCount() if there is none of that id.
std::size_t checkIndexOf(std::string_view id);

// The rules of one kind with their checks' indices, in order.
template <typename Kind> const std::vector<std::pair<std::size_t, Kind>>& rulesOf() {
  static const auto found = [] {
    std::vector<std::pair<std::size_t, Kind>> rules;
    for (std::size_t i = 0; i < checkCount(); ++i)
      for (const Rule& rule : checkAt(i).rule.all)
        if (const Kind* one = std::get_if<Kind>(&rule))
          rules.emplace_back(i, *one);
    return rules;
  }();
  return found;
}

// Which checks run: all but those disabled by their full ids. Made once, as it is asked at every
// sink of every function.
class EnabledChecks {
public:
  explicit EnabledChecks(const std::vector<std::string>& disabled);
  bool has(std::size_t index) const { return enabled_[index]; }

private:
  std::vector<bool> enabled_;
};

// In test code nothing is above Severity::Information. An empty message: the check's.
Finding findingOf(std::size_t check, bool isTest, ByteRange range, Severity severity,
                  std::string message);

} // namespace pysecd
