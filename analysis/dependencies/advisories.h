// What is known of vulnerable versions of Python packages: records of an OSV snapshot, as far as
// they are needed to judge a version. Filled once by who reads the snapshot (server/advisories),
// then constant. Never asks a network. Plain values: any thread may read.
#pragma once

#include "analysis/dependencies/version.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pysecd::dependencies {

// One range of affected versions. OSV's events in order make such pairs.
struct AffectedRange {
  std::optional<Version> introduced; // none: from the first version on
  std::optional<Version> end;        // none: up to the last there is
  bool endAffected = false;          // `last_affected`, not `fixed`
  std::string endText;               // as the record spells it
};

struct Advisory {
  std::string id;
  std::vector<std::string> aliases; // of the same vulnerability in other lists
  std::string summary;              // one line, may be empty
  bool severe = false;              // high or critical
  std::vector<AffectedRange> ranges;
  std::vector<Version> versions; // affected ones by name
};

bool affects(const Advisory& advisory, const Version& version);
// Whether all versions within bounds lie in one affected range.
bool affectsAll(const Advisory& advisory, const Bounds& bounds);

class AdvisorySet {
public:
  // `package`: in any spelling.
  void add(std::string_view package, Advisory advisory);
  std::span<const Advisory> of(const std::string& normalizedName) const;
  std::size_t size() const { return count_; }

private:
  std::unordered_map<std::string, std::vector<Advisory>> byName_;
  std::size_t count_ = 0;
};

// PEP 503: lower case, runs of `-`, `_` and `.` are one `-`.
std::string normalizedName(std::string_view name);

} // namespace pysecd::dependencies
