// The checks of files that declare dependencies: versions that are left open or come from where
// anybody can put them, and versions with a known vulnerability. Pure: any thread.
#pragma once

#include "analysis/dependencies/advisories.h"
#include "analysis/dependencies/declared.h"
#include "analysis/findings/finding.h"

#include <string>
#include <string_view>
#include <vector>

namespace pysecd::dependencies {

// What the text of the file does not tell.
struct Surroundings {
  bool locked = false;                     // a lock file stands beside it, or above
  const AdvisorySet* advisories = nullptr; // null: nothing is known of vulnerable versions
};

// The advisories that concern a dependency, one of those that are the same, the severest first.
std::vector<const Advisory*> advisoriesOf(const Dependency& dependency,
                                          const AdvisorySet& advisories);

// How its version is held, as a person would say it: "exact version and hash", "any version".
std::string_view heldBy(const Dependency& dependency, FileKind kind);

struct Checked {
  std::vector<Finding> findings; // in order
  bool understood = true;        // else: not TOML or JSON, or a line that pip would not take
};

// `disabled` holds full ids. Of a file of another name: nothing.
Checked checkDependencies(std::string_view path, std::string_view text, const Surroundings& around,
                          const std::vector<std::string>& disabled);

} // namespace pysecd::dependencies
