// What was shown last, moved along with the text: while an open quote or bracket swallows half a
// file, it stays on screen, and typing a docstring does not make findings flash. Thread rule:
// belongs to one FileState.
#pragma once

#include "analysis/findings/finding.h"
#include "analysis/syntax/items.h"
#include "analysis/text/change.h"

#include <vector>

namespace pysecd {

class HeldFindings {
public:
  // The text changed: what is behind the change moves, findings it touches are forgotten, and those
  // of a function it touches lose their fixes, whose proof no longer holds.
  void move(const TextChange& change);
  // True if a function that no edit has touched is not among `items`.
  bool swallowed(const Items& items) const;
  const std::vector<Finding>& findings() const { return findings_; }
  // What is shown now, for the next time.
  void remember(const Items& items, const std::vector<Finding>& findings);

private:
  struct Function {
    std::string qualname;
    std::uint32_t ordinal = 0;
    ByteRange range;
    bool touched = false;
  };
  bool moveFinding(const TextChange& change, Finding& finding) const;

  std::vector<Function> functions_; // in text order
  std::vector<Finding> findings_;
};

} // namespace pysecd
