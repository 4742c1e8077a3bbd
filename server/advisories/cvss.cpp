#include "server/advisories/cvss.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace pysecd::advisories {

namespace {

// The letter of a metric; 0 if it is not there.
char metric(std::string_view vector, std::string_view name) {
  const std::string key = "/" + std::string(name) + ":";
  const std::size_t at = vector.find(key);
  return at == std::string_view::npos || at + key.size() >= vector.size() ? '\0'
                                                                          : vector[at + key.size()];
}

struct Weight {
  char letter;
  double weight;
};

template <std::size_t size>
std::optional<double> weigh(char letter, const Weight (&weights)[size]) {
  for (const Weight& candidate : weights)
    if (candidate.letter == letter)
      return candidate.weight;
  return std::nullopt;
}

// To one digit, upwards; the detour over whole numbers is the specification's own.
double roundedUp(double value) {
  const auto hundredThousands = std::lround(value * 100000);
  if (hundredThousands % 10000 == 0)
    return static_cast<double>(hundredThousands) / 100000;
  return (std::floor(static_cast<double>(hundredThousands) / 10000) + 1) / 10;
}

} // namespace

std::optional<double> cvssBaseScore(std::string_view vector) {
  if (!vector.starts_with("CVSS:3."))
    return std::nullopt;
  const char scope = metric(vector, "S");
  const bool changed = scope == 'C';
  static constexpr Weight kImpact[] = {{'H', 0.56}, {'L', 0.22}, {'N', 0.0}};
  const auto reach =
      weigh(metric(vector, "AV"), {{'N', 0.85}, {'A', 0.62}, {'L', 0.55}, {'P', 0.2}});
  const auto complexity = weigh(metric(vector, "AC"), {{'L', 0.77}, {'H', 0.44}});
  const auto privileges =
      weigh(metric(vector, "PR"),
            {{'N', 0.85}, {'L', changed ? 0.68 : 0.62}, {'H', changed ? 0.5 : 0.27}});
  const auto interaction = weigh(metric(vector, "UI"), {{'N', 0.85}, {'R', 0.62}});
  const auto confidentiality = weigh(metric(vector, "C"), kImpact);
  const auto integrity = weigh(metric(vector, "I"), kImpact);
  const auto availability = weigh(metric(vector, "A"), kImpact);
  if ((scope != 'U' && !changed) || !reach || !complexity || !privileges || !interaction ||
      !confidentiality || !integrity || !availability)
    return std::nullopt;
  const double lost = 1 - (1 - *confidentiality) * (1 - *integrity) * (1 - *availability);
  const double impact =
      changed ? 7.52 * (lost - 0.029) - 3.25 * std::pow(lost - 0.02, 15) : 6.42 * lost;
  if (impact <= 0)
    return 0.0;
  const double exploitability = 8.22 * *reach * *complexity * *privileges * *interaction;
  return roundedUp(std::min((changed ? 1.08 : 1.0) * (impact + exploitability), 10.0));
}

} // namespace pysecd::advisories
