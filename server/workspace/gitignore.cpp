#include "server/workspace/gitignore.h"

#include <algorithm>

namespace pysecd::workspace {
namespace {

std::vector<std::string_view> splitSegments(std::string_view path) {
  std::vector<std::string_view> segments;
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos)
      return segments;
    path.remove_prefix(slash + 1);
  }
}

// Locale-free: git compares in the C locale.
bool inNamedClass(std::string_view name, unsigned char c) {
  const bool lower = c >= 'a' && c <= 'z';
  const bool upper = c >= 'A' && c <= 'Z';
  const bool digit = c >= '0' && c <= '9';
  const bool graph = c > 0x20 && c < 0x7f;
  if (name == "alpha")
    return lower || upper;
  if (name == "alnum")
    return lower || upper || digit;
  if (name == "digit")
    return digit;
  if (name == "lower")
    return lower;
  if (name == "upper")
    return upper;
  if (name == "space")
    return c == ' ' || (c >= '\t' && c <= '\r');
  if (name == "blank")
    return c == ' ' || c == '\t';
  if (name == "punct")
    return graph && !lower && !upper && !digit;
  if (name == "graph")
    return graph;
  if (name == "print")
    return graph || c == ' ';
  if (name == "cntrl")
    return c < 0x20 || c == 0x7f;
  if (name == "xdigit")
    return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  return false;
}

struct ClassMatch {
  bool matched = false;
  std::size_t size = 0; // bytes of the class in the pattern; 0: it never ends, so nothing matches
};

// `pattern` begins just after '['.
ClassMatch matchClass(std::string_view pattern, unsigned char c) {
  std::size_t at = 0;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated)
    ++at;
  bool matched = false;
  const auto literal = [&]() -> std::optional<unsigned char> {
    if (at < pattern.size() && pattern[at] == '\\')
      ++at;
    if (at >= pattern.size())
      return std::nullopt;
    return static_cast<unsigned char>(pattern[at++]);
  };
  for (bool first = true; first || at >= pattern.size() || pattern[at] != ']'; first = false) {
    if (at >= pattern.size())
      return {};
    if (pattern.substr(at, 2) == "[:") {
      if (const std::size_t end = pattern.find(":]", at + 2); end != std::string_view::npos) {
        matched = matched || inNamedClass(pattern.substr(at + 2, end - at - 2), c);
        at = end + 2;
        continue;
      }
    }
    const auto low = literal();
    if (!low)
      return {};
    auto high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      if (!(high = literal()))
        return {};
    }
    matched = matched || (*low <= c && c <= *high);
  }
  return {matched != negated, at + 1};
}

struct CharMatch {
  bool matched = false;
  std::size_t size = 0; // bytes of the pattern used up
};

// What stands at the start of `pattern`, which is not empty and not '*', against one character.
CharMatch matchChar(std::string_view pattern, unsigned char c) {
  switch (pattern[0]) {
  case '?':
    return {true, 1};
  case '[': {
    const ClassMatch match = matchClass(pattern.substr(1), c);
    return {match.size > 0 && match.matched, match.size + 1};
  }
  case '\\':
    return {pattern.size() > 1 && static_cast<unsigned char>(pattern[1]) == c, 2};
  default:
    return {static_cast<unsigned char>(pattern[0]) == c, 1};
  }
}

// A backslash before each trailing space keeps it.
std::string_view trimTrailingSpaces(std::string_view line) {
  std::size_t keep = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size())
      keep = ++i + 1;
    else if (line[i] != ' ')
      keep = i + 1;
  }
  return line.substr(0, keep);
}

bool endsInLoneBackslash(std::string_view pattern) {
  std::size_t backslashes = 0;
  while (backslashes < pattern.size() && pattern[pattern.size() - 1 - backslashes] == '\\')
    ++backslashes;
  return backslashes % 2 == 1;
}

// Splits at '/', also at an escaped one, but not inside a class.
std::vector<std::string> splitPattern(std::string_view pattern) {
  std::vector<std::string> segments(1);
  for (std::size_t at = 0; at < pattern.size();) {
    std::size_t size = 1;
    if (pattern[at] == '\\' && at + 1 < pattern.size())
      size = 2;
    else if (pattern[at] == '[')
      size += matchClass(pattern.substr(at + 1), 0).size;
    const std::string_view token = pattern.substr(at, size);
    if (token == "/" || token == "\\/")
      segments.emplace_back();
    else
      segments.back() += token;
    at += size;
  }
  return segments;
}

// Both this and matchSegment retry only the last star: a star further left that took more could not
// help, since what follows it up to the last star has matched already at the leftmost place.
bool matchSegments(const std::vector<std::string>& pattern,
                   const std::vector<std::string_view>& path) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t p = 0;
  std::size_t s = 0;
  std::size_t star = kNone;
  std::size_t retry = 0;
  while (s < path.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      // At the end "**" means everything inside, so it takes one segment at least.
      if (p + 1 == pattern.size())
        return true;
      star = p++;
      retry = s;
    } else if (p < pattern.size() && matchSegment(pattern[p], path[s])) {
      ++p;
      ++s;
    } else if (star != kNone) {
      p = star + 1;
      s = ++retry;
    } else {
      return false;
    }
  }
  return p == pattern.size();
}

} // namespace

bool matchSegment(std::string_view pattern, std::string_view segment) {
  std::size_t p = 0;
  std::size_t s = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (s < segment.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = s;
      continue;
    }
    if (p < pattern.size()) {
      const CharMatch match = matchChar(pattern.substr(p), static_cast<unsigned char>(segment[s]));
      if (match.matched) {
        p += match.size;
        ++s;
        continue;
      }
    }
    if (star == std::string_view::npos)
      return false;
    p = star + 1;
    s = ++retry;
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::optional<IgnoreRules::Pattern> IgnoreRules::parsePattern(std::string_view line) {
  line = trimTrailingSpaces(line);
  if (line.empty() || line[0] == '#')
    return std::nullopt;
  Pattern pattern;
  if (line[0] == '!') {
    pattern.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.directoryOnly = true;
    line.remove_suffix(1);
  }
  pattern.basenameOnly = line.find('/') == std::string_view::npos;
  if (line.starts_with('/'))
    line.remove_prefix(1);
  if (line.empty() || endsInLoneBackslash(line))
    return std::nullopt;
  pattern.segments = splitPattern(line);
  return pattern;
}

IgnoreRules IgnoreRules::parse(std::string_view text) {
  IgnoreRules rules;
  if (text.starts_with("\xef\xbb\xbf"))
    text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    if (auto pattern = parsePattern(line))
      rules.patterns_.push_back(*std::move(pattern));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rules;
}

IgnoreRules IgnoreRules::fromPatterns(const std::vector<std::string>& patterns) {
  IgnoreRules rules;
  for (const std::string& text : patterns)
    if (auto pattern = parsePattern(text))
      rules.patterns_.push_back(*std::move(pattern));
  return rules;
}

bool IgnoreRules::matches(const Pattern& pattern, std::string_view path) {
  if (pattern.basenameOnly)
    return matchSegment(pattern.segments[0], path.substr(path.rfind('/') + 1));
  return matchSegments(pattern.segments, splitSegments(path));
}

IgnoreRules::Verdict IgnoreRules::match(std::string_view path, bool isDirectory) const {
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if ((pattern->directoryOnly && !isDirectory) || !matches(*pattern, path))
      continue;
    return pattern->negated ? Verdict::Included : Verdict::Ignored;
  }
  return Verdict::Undecided;
}

} // namespace pysecd::workspace
