// Terminal colours in clang's scheme, or none at all. Pure: any thread.
#pragma once

#include "analysis/findings/finding.h"

#include <string>
#include <string_view>

namespace pysecd::cli {

class Colors {
public:
  explicit Colors(bool on) : on_(on) {}

  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("2", text); }
  std::string note(std::string_view text) const { return wrap("1;36", text); }
  std::string caret(std::string_view text) const { return wrap("1;32", text); }
  std::string added(std::string_view text) const { return wrap("32", text); }
  std::string removed(std::string_view text) const { return wrap("31", text); }
  std::string severity(Severity severity) const {
    switch (severity) {
    case Severity::Error:
      return wrap("1;31", name(severity));
    case Severity::Warning:
      return wrap("1;35", name(severity));
    case Severity::Information:
    case Severity::Hint:
      break;
    }
    return wrap("1;34", name(severity));
  }

private:
  std::string wrap(std::string_view code, std::string_view text) const {
    if (!on_ || text.empty())
      return std::string(text);
    return std::string("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
  }
  bool on_;
};

} // namespace pysecd::cli
