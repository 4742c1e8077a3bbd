// Findings that stay on screen while the text is broken: typing a docstring must not make those of
// half a file flash. Keeps findings only of functions whose text no edit has touched since. Thread
// rule: belongs to one FileState.
#pragma once

#include "analysis/findings/finding.h"
#include "analysis/syntax/items.h"
#include "analysis/text/change.h"

#include <vector>

namespace pysecd {

class HeldFindings {
public:
  // The text changed: functions behind the change move, those it touches are forgotten.
  void move(const TextChange& change);
  // Adds the findings of functions that are not among `items`.
  void addVanished(const Items& items, std::vector<Finding>& findings) const;
  // What is shown now, for the next time. `keepVanished`: also what was held and is still not back.
  void remember(const Items& items, const std::vector<Finding>& findings, bool keepVanished);

private:
  struct Function {
    std::string qualname;
    std::uint32_t ordinal = 0;
    ByteRange range;
    std::vector<Finding> findings;
  };
  static bool present(const Items& items, const Function& function);
  std::vector<Function> functions_;
};

} // namespace pysecd
