// Versions as numbers, and ranges of them: which rows of a model file hold for the Python, or the
// release of the library, that a program runs with. Pure: any thread.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace pysecd {

// 3.9 is before 3.12; 3 is 3.0.
struct Version {
  std::array<std::uint16_t, 3> parts{};
  friend auto operator<=>(const Version&, const Version&) = default;
};

// "3", "3.12", "4.2.1"; nullopt for anything else.
std::optional<Version> parseVersion(std::string_view text);

inline constexpr Version kNoVersionBefore{};
inline constexpr Version kNoVersionAfter{{std::numeric_limits<std::uint16_t>::max(),
                                          std::numeric_limits<std::uint16_t>::max(),
                                          std::numeric_limits<std::uint16_t>::max()}};

// From `since` on, up to but not including `before`.
struct VersionRange {
  Version since = kNoVersionBefore;
  Version before = kNoVersionAfter;

  bool overlaps(const VersionRange& other) const {
    return since < other.before && other.since < before;
  }
  bool contains(const VersionRange& other) const {
    return since <= other.since && other.before <= before;
  }
  // Whether it holds for the newest of the others.
  bool containsEnd(const VersionRange& other) const {
    return since < other.before && other.before <= before;
  }
};

// Just that version, with all its lesser releases: 3.12 is 3.12.0, 3.12.1 and so on.
VersionRange releasesOf(const Version& version);

} // namespace pysecd
