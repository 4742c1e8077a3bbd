// What was measured, as a table for people, as JSON, and against the committed ratios. Times depend
// on the machine and are held against fixed bars; ratios of processor times, taken in turns within
// one run, are what --compare looks at. Thread rule: one thread.
#pragma once

#include "protocol/json.h"

#include <optional>
#include <string>
#include <vector>

namespace pysecd::bench {

struct Measure {
  std::string name; // stable: "edit-p50"
  std::string what; // for people
  double value = 0;
  std::string unit;                         // "ms"; "x" for a ratio
  std::optional<double> bar = std::nullopt; // the value should not exceed it
  bool compared = false;                    // with the baseline
};

using Report = std::vector<Measure>;

// One line a measure; with `baseline`, also what ratios were there and whether they are now worse.
std::string table(const Report& report, const Json& baseline);
Json toJson(const Report& report);
// {"name": value} of what is compared: the form of the baseline file.
Json comparedOf(const Report& report);

// Whether a measure exceeds its bar.
bool overBar(const Report& report);
// Whether what is compared exceeds the baseline's by more than what runs on one machine differ by.
bool worseThan(const Report& report, const Json& baseline);

} // namespace pysecd::bench
