// What a comment says about findings: `# pysecd: ignore[check] reason`, `# pysecd:
// ignore-file[check] reason`, and what Bandit, ruff, Semgrep and Sonar read. Looks at one comment
// only. Pure: any thread.
#pragma once

#include "analysis/findings/fix.h"
#include "analysis/support/span.h"
#include "analysis/text/text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// One mark; a comment may hold several, each with a `#` of its own.
struct SuppressionMark {
  struct Id {
    std::string_view text;
    ByteRange range;
  };
  ByteRange range;         // from its `#` to the end of the reason
  bool foreign = false;    // another tool's
  bool everything = false; // of every check (only other tools have that)
  bool wholeFile = false;
  std::vector<Id> ids; // as written
  ByteRange brackets;  // what is between them; empty for other tools
  std::string_view reason;
};

// The marks of the comment `text`, which starts at `begin` with its `#`.
std::vector<SuppressionMark> readSuppressions(std::string_view text, ByteOffset begin);

// Whether a text can hold any mark at all; fast.
bool mayHoldSuppressions(std::string_view text);

// How a suppression of one check is written; the reason is to follow.
std::string suppressionOf(std::string_view check);
// The edit that suppresses a check in the whole file: a line at its head, after `#!` and the
// coding.
TextEdit fileSuppression(std::string_view check, const Text& text);

} // namespace pysecd
