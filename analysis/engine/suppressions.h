// Findings that comments declare harmless: takes them away, tells of comments that take nothing
// away, and knows where such a comment would go. A comment belongs to the whole statement it stands
// in, on any of its lines (of a compound statement: its head); alone on a line between statements,
// to the next one. Pure over a tree: the thread that owns it.
#pragma once

#include "analysis/engine/snapshot.h"
#include "analysis/syntax/tree.h"

#include <vector>

namespace pysecd {

struct SuppressionInput {
  const Tree& tree;
  const Text& text;
  const Settings& settings;
  bool whole = true; // all findings of the file are known: an unused comment can be told
};

// Changes `findings`: those suppressed go, findings about the comments themselves come.
void applySuppressions(const SuppressionInput& input, std::vector<Finding>& findings);

// Sets Finding::suppressAt.
void placeSuppressions(const Tree& tree, const Text& text, std::vector<Finding>& findings);

} // namespace pysecd
