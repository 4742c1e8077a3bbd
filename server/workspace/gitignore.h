// The pattern language of .gitignore (man gitignore): anchoring, `**`, directory-only, negation,
// classes, escapes. Knows nothing of the disk: discover.cpp decides which files apply where.
// Matching takes time polynomial in pattern and path whatever they are. Immutable once parsed: any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::workspace {

class IgnoreRules {
public:
  // Undecided: no pattern matches, so rules further out decide.
  enum class Verdict : std::uint8_t { Undecided, Ignored, Included };

  IgnoreRules() = default;
  // The text of a .gitignore.
  static IgnoreRules parse(std::string_view text);
  // One pattern a string, as on a command line.
  static IgnoreRules fromPatterns(const std::vector<std::string>& patterns);

  bool empty() const { return patterns_.empty(); }
  // `path` is relative to the folder of the rules, with '/', without a leading one. The last
  // matching pattern decides. That a file in an ignored directory is ignored too is the caller's
  // part: it does not enter that directory.
  Verdict match(std::string_view path, bool isDirectory) const;

private:
  struct Pattern {
    std::vector<std::string> segments; // split at '/'; "**" stands for any number of segments
    bool negated = false;
    bool directoryOnly = false;
    bool basenameOnly = false; // no slash inside: matches at any depth
  };
  static std::optional<Pattern> parsePattern(std::string_view line);
  static bool matches(const Pattern& pattern, std::string_view path);

  std::vector<Pattern> patterns_;
};

// One path segment against one pattern segment: `*`, `?`, `[a-z]`, `[!a]`, `[[:alpha:]]`, backslash
// escapes. Bytes, case-sensitive.
bool matchSegment(std::string_view pattern, std::string_view segment);

} // namespace pysecd::workspace
