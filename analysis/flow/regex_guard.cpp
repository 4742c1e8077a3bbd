#include "analysis/flow/regex_guard.h"

#include <algorithm>

namespace pysecd {

namespace {

bool isWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// Walks the pattern and collects what characters a match may hold.
class PatternReader {
public:
  PatternReader(std::string_view pattern, RegexUse use)
      : pattern_(pattern), anchoredBegin_(use == RegexUse::FullMatch || use == RegexUse::Match),
        anchoredEnd_(use == RegexUse::FullMatch), wholeText_(use == RegexUse::FullMatch) {}

  SinkMask read() {
    // Anchors outside groups hold for every alternative only if there is but one.
    if (pattern_.starts_with("^") || pattern_.starts_with("\\A")) {
      anchoredBegin_ = true;
      at_ = pattern_[0] == '^' ? 1 : 2;
    }
    if (pattern_.size() > at_ && pattern_.ends_with("$") && !pattern_.ends_with("\\$")) {
      anchoredEnd_ = true;
      pattern_.remove_suffix(1);
    } else if (pattern_.ends_with("\\Z")) {
      anchoredEnd_ = true;
      pattern_.remove_suffix(2);
    }
    while (at_ < pattern_.size() && !failed_)
      element();
    // `^a|b$`: each anchor belongs to one alternative only.
    if (failed_ || !anchoredBegin_ || !anchoredEnd_ || depth_ != 0 ||
        (topLevelAlternative_ && !wholeText_))
      return 0;
    return punctuation_ ? kAllSinks & ~(maskOf(Sink::Path) | maskOf(Sink::Url) |
                                        maskOf(Sink::Redirect) | maskOf(Sink::Archive))
                        : kAllSinks;
  }

private:
  void allow(char c) {
    if (isWordCharacter(c))
      return;
    if (c == '.' || c == ',' || c == ':' || c == '@' || c == '+')
      punctuation_ = true;
    else
      failed_ = true; // quotes, blanks, slashes, controls, ...
  }

  void escape() {
    if (at_ >= pattern_.size()) {
      failed_ = true;
      return;
    }
    const char c = pattern_[at_++];
    if (c == 'w' || c == 'd' || c == 'b' || c == 'B')
      return;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      failed_ = true; // \s, \W, back references: not narrow enough, or not read here
    else
      allow(c);
  }

  void characterClass() {
    if (at_ < pattern_.size() && pattern_[at_] == '^') {
      failed_ = true;
      return;
    }
    bool first = true;
    while (at_ < pattern_.size() && (first || pattern_[at_] != ']') && !failed_) {
      first = false;
      const char c = pattern_[at_++];
      if (c == '\\') {
        escape();
        continue;
      }
      if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
        const char last = pattern_[at_ + 1];
        at_ += 2;
        if (!isWordCharacter(c) || !isWordCharacter(last) || c > last || last - c > 25)
          failed_ = true; // such as [A-z] or [+-~], which hold more than they seem to
        continue;
      }
      allow(c);
    }
    if (at_ >= pattern_.size())
      failed_ = true;
    else
      ++at_;
  }

  void element() {
    const char c = pattern_[at_++];
    switch (c) {
    case '[':
      characterClass();
      return;
    case '\\':
      escape();
      return;
    case '(':
      ++depth_;
      if (pattern_.substr(at_).starts_with("?:"))
        at_ += 2;
      else if (pattern_.substr(at_).starts_with("?P<"))
        at_ = std::min(pattern_.find('>', at_), pattern_.size() - 1) + 1;
      else if (at_ < pattern_.size() && pattern_[at_] == '?')
        failed_ = true; // look-around, flags
      return;
    case ')':
      failed_ |= depth_-- == 0;
      return;
    case '|':
      topLevelAlternative_ |= depth_ == 0;
      return;
    case '*':
    case '+':
    case '?':
      return;
    case '{':
      while (at_ < pattern_.size() && pattern_[at_] != '}')
        failed_ |= !((pattern_[at_] >= '0' && pattern_[at_] <= '9') || pattern_[at_] == ','), ++at_;
      failed_ |= at_++ >= pattern_.size();
      return;
    case '^':
    case '$':
    case '.':
      failed_ = true;
      return;
    default:
      allow(c);
      return;
    }
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  bool anchoredBegin_;
  bool anchoredEnd_;
  bool wholeText_;
  bool failed_ = false;
  bool punctuation_ = false;
  bool topLevelAlternative_ = false;
  int depth_ = 0;
};

} // namespace

SinkMask matchedTextIsClean(std::string_view pattern, RegexUse use) {
  return PatternReader(pattern, use).read();
}

} // namespace pysecd
