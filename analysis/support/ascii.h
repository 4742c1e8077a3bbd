// Letters and blanks of ASCII, whatever the locale: of names, options and markup. Other bytes stay
// as they are. Pure: any thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace pysecd {

inline constexpr std::string_view kBlanks = " \t\r\n\f";

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

inline std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    c = lower(c);
  return out;
}

inline bool hasLower(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

inline bool hasUpper(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A part of `text`, also where nothing is left.
constexpr std::string_view trimmed(std::string_view text) {
  text = text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1); // npos + 1 is 0
}

} // namespace pysecd
