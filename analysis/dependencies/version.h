// Versions of Python packages and what is said of them: PEP 440 (`1!2.0rc1.post2.dev3+local`), its
// order, and specifiers (`>=1.2,<2`). Text comes from strangers: what is no version is none, and
// numbers have at most 18 digits. Pure: any thread.
#pragma once

#include "analysis/support/span.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pysecd::dependencies {

class Version {
public:
  // In any of the spellings that PEP 440 allows: blanks around it, a `v` before it, `-` for `.`.
  static std::optional<Version> parse(std::string_view text);

  bool isPrerelease() const { return pre_.has_value() || dev_.has_value(); }
  bool hasLocal() const { return !local_.empty(); }
  // The first number of the release, 0 if there is an epoch: what a careful upgrade keeps.
  std::uint64_t major() const { return epoch_ == 0 ? release_[0] : 0; }
  // Without what stands after `+`.
  Version withoutLocal() const;
  // The release alone, `1.2` of `1.2rc1`.
  Version releaseOnly() const;
  // Whether the release begins with these numbers, zeros filled in: `1` is `1.0`.
  bool beginsWith(const Version& prefix) const;
  // The first release after all that begin like this one without its last number: `2` of `1.4`.
  std::optional<Version> nextOfPrefix(std::size_t numbers) const;
  std::size_t numbers() const { return release_.size(); }
  std::size_t leadingZeros() const; // of the release

  friend std::strong_ordering operator<=>(const Version& a, const Version& b);
  friend bool operator==(const Version& a, const Version& b) { return (a <=> b) == 0; }

private:
  struct LocalPart {
    bool numeric = false;
    std::uint64_t number = 0;
    std::string word;
  };
  std::uint64_t epoch_ = 0;
  std::vector<std::uint64_t> release_;                // as written; never empty
  std::optional<std::pair<char, std::uint64_t>> pre_; // 'a', 'b' or 'c'
  std::optional<std::uint64_t> post_;
  std::optional<std::uint64_t> dev_;
  std::vector<LocalPart> local_;

  friend class VersionReader;
};

struct Specifier {
  enum class Operator { Equal, NotEqual, LessEqual, GreaterEqual, Less, Greater, Compatible, Same };
  Operator op = Operator::Equal;
  Version version;
  bool prefix = false; // `== 1.4.*`
  ByteRange text;      // of the version as written, in whatever text it was read from
};

// One `>= 1.2`; `at` is where `text` stands. nullopt if it is none.
std::optional<Specifier> parseSpecifier(std::string_view text, ByteOffset at);
// A comma-separated list; empty is a list of none. nullopt if a part of it is no specifier.
std::optional<std::vector<Specifier>> parseSpecifiers(std::string_view text, ByteOffset at);

bool admits(const Specifier& specifier, const Version& version);
bool admits(const std::vector<Specifier>& all, const Version& version);

// The interval that a list of specifiers lies in, as far as it can be told.
struct Bounds {
  std::optional<Version> least; // none: any
  std::optional<Version> most;  // none: any
  bool mostIncluded = false;
};
Bounds boundsOf(const std::vector<Specifier>& all);
// The one version that a list allows; nullptr if it allows others.
const Specifier* exactOf(const std::vector<Specifier>& all);

} // namespace pysecd::dependencies
