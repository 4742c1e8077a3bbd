#include "analysis/models/version_range.h"

#include <charconv>

namespace pysecd {

std::optional<Version> parseVersion(std::string_view text) {
  Version version;
  const char* at = text.data();
  const char* end = at + text.size();
  for (std::size_t i = 0; i < version.parts.size(); ++i) {
    const auto [rest, error] = std::from_chars(at, end, version.parts[i]);
    if (error != std::errc() || version.parts[i] == kNoVersionAfter.parts[i])
      return std::nullopt;
    if (rest == end)
      return version;
    if (*rest != '.')
      return std::nullopt;
    at = rest + 1;
  }
  return std::nullopt;
}

VersionRange releasesOf(const Version& version) {
  Version next = version;
  next.parts.back() = 0;
  ++next.parts[1];
  return {version, next};
}

} // namespace pysecd
