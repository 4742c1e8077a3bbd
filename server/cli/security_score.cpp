#include "server/cli/security_score.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace pysecd::cli {
namespace {

struct WeaknessScore {
  std::uint16_t cwe;
  double score; // what an attacker gains where the weakness is certain
};

constexpr WeaknessScore kScores[] = {
    {22, 7.5},  {78, 9.8},  {79, 6.1},  {89, 8.8},  {90, 8.8},  {94, 9.3},  {95, 9.3},
    {113, 6.1}, {117, 4.3}, {209, 5.3}, {284, 7.5}, {295, 7.4}, {297, 7.4}, {306, 9.1},
    {326, 7.5}, {327, 7.5}, {328, 7.5}, {330, 7.5}, {352, 8.8}, {362, 5.9}, {367, 5.9},
    {434, 8.8}, {489, 7.3}, {494, 8.1}, {502, 9.8}, {532, 5.5}, {601, 6.1}, {611, 9.1},
    {643, 8.8}, {798, 9.8}, {862, 8.1}, {863, 8.1}, {918, 9.1}, {943, 8.8}, {1336, 9.3},
};
constexpr double kOtherWeakness = 7.0;

// A finding of lower severity says that the danger is less certain or less near.
double ceiling(Severity severity) {
  switch (severity) {
  case Severity::Error:
    return 10.0;
  case Severity::Warning:
    return 6.9;
  case Severity::Information:
    return 3.9;
  case Severity::Hint:
    break;
  }
  return 2.0;
}

} // namespace

std::string securitySeverity(const CheckInfo& check) {
  const auto* known = std::find_if(std::begin(kScores), std::end(kScores),
                                   [&](const WeaknessScore& s) { return s.cwe == check.cwe; });
  const double score = known != std::end(kScores) ? known->score : kOtherWeakness;
  return fmt::format("{:.1f}", std::min(score, ceiling(check.severity)));
}

std::string_view precision(Severity severity) {
  switch (severity) {
  case Severity::Error:
    return "high";
  case Severity::Warning:
    return "medium";
  case Severity::Information:
  case Severity::Hint:
    break;
  }
  return "low";
}

} // namespace pysecd::cli
