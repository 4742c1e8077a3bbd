#include "analysis/dependencies/advisories.h"

#include "analysis/support/ascii.h"

#include <algorithm>

namespace pysecd::dependencies {

bool affects(const Advisory& advisory, const Version& version) {
  const Version bare = version.withoutLocal();
  if (std::find(advisory.versions.begin(), advisory.versions.end(), bare) !=
      advisory.versions.end())
    return true;
  return std::any_of(advisory.ranges.begin(), advisory.ranges.end(), [&](const AffectedRange& at) {
    if (at.introduced && bare < *at.introduced)
      return false;
    return !at.end || bare < *at.end || (at.endAffected && bare == *at.end);
  });
}

bool affectsAll(const Advisory& advisory, const Bounds& bounds) {
  return std::any_of(advisory.ranges.begin(), advisory.ranges.end(), [&](const AffectedRange& at) {
    if (at.introduced && (!bounds.least || *bounds.least < *at.introduced))
      return false;
    if (!at.end)
      return true;
    if (!bounds.most)
      return false;
    return *bounds.most < *at.end ||
           (*bounds.most == *at.end && (at.endAffected || !bounds.mostIncluded));
  });
}

void AdvisorySet::add(std::string_view package, Advisory advisory) {
  byName_[normalizedName(package)].push_back(std::move(advisory));
  ++count_;
}

std::span<const Advisory> AdvisorySet::of(const std::string& name) const {
  const auto found = byName_.find(name);
  return found != byName_.end() ? std::span<const Advisory>(found->second)
                                : std::span<const Advisory>();
}

std::string normalizedName(std::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == '.') {
      if (!normal.ends_with('-'))
        normal += '-';
    } else {
      normal += lower(c);
    }
  }
  return normal;
}

} // namespace pysecd::dependencies
