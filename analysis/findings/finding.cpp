#include "analysis/findings/finding.h"

namespace pysecd {

std::string_view name(Severity severity) {
  switch (severity) {
  case Severity::Error:
    return "error";
  case Severity::Warning:
    return "warning";
  case Severity::Information:
    return "information";
  case Severity::Hint:
    return "hint";
  }
  return "unknown";
}

} // namespace pysecd
