#include "test/bench/report.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace pysecd::bench {
namespace {

constexpr double kTolerance = 1.15;

bool over(const Measure& measure) { return measure.bar && measure.value > *measure.bar; }

std::optional<double> before(const Measure& measure, const Json& baseline) {
  if (!measure.compared || !baseline.contains(measure.name))
    return std::nullopt;
  return baseline.at(measure.name).get<double>();
}

bool worse(const Measure& measure, const Json& baseline) {
  const std::optional<double> known = before(measure, baseline);
  return known && measure.value > *known * kTolerance;
}

std::string quantity(double value, const std::string& unit) {
  return fmt::format("{:.{}f} {}", value, value < 100 ? 2 : 0, unit);
}

// Two digits after the point: more would be noise, and would change with every run.
double rounded(double value) { return std::round(value * 100) / 100; }

} // namespace

std::string table(const Report& report, const Json& baseline) {
  std::string out = fmt::format("{:<52} {:>14} {:>12}\n", "", "measured", "bar");
  for (const Measure& measure : report) {
    out += fmt::format("{:<52} {:>14} {:>12}", measure.what, quantity(measure.value, measure.unit),
                       measure.bar ? quantity(*measure.bar, measure.unit) : "");
    if (measure.bar)
      out += over(measure) ? "  OVER" : "  PASS";
    if (const auto known = before(measure, baseline))
      out += fmt::format("  baseline {:.2f}{}", *known, worse(measure, baseline) ? ", WORSE" : "");
    out += '\n';
  }
  return out;
}

Json toJson(const Report& report) {
  Json measures = Json::array();
  for (const Measure& measure : report) {
    Json entry = {{"name", measure.name},
                  {"what", measure.what},
                  {"value", measure.value},
                  {"unit", measure.unit}};
    if (measure.bar) {
      entry["bar"] = *measure.bar;
      entry["pass"] = !over(measure);
    }
    measures.push_back(std::move(entry));
  }
  return {{"measures", std::move(measures)}};
}

Json comparedOf(const Report& report) {
  Json ratios = Json::object();
  for (const Measure& measure : report)
    if (measure.compared)
      ratios[measure.name] = rounded(measure.value);
  return ratios;
}

bool overBar(const Report& report) { return std::any_of(report.begin(), report.end(), over); }

bool worseThan(const Report& report, const Json& baseline) {
  return std::any_of(report.begin(), report.end(),
                     [&](const Measure& measure) { return worse(measure, baseline); });
}

} // namespace pysecd::bench
