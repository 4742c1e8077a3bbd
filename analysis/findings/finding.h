// What a check reports: where, what danger, how the value got there, how to repair it. Ranges are
// absolute bytes of the text the finding was made from. Knows neither LSP nor the CLI's text form.
// Plain values: any thread.
#pragma once

#include "analysis/findings/fix.h"
#include "analysis/findings/trace.h"
#include "analysis/support/hash.h"
#include "analysis/support/span.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

enum class Severity : std::uint8_t { Error, Warning, Information, Hint };

// "error", "warning", "information", "hint".
std::string_view name(Severity severity);

struct Finding {
  std::string_view check; // full id, "database-sql-injection"; static storage
  Severity severity = Severity::Warning;
  std::uint16_t cwe = 0; // the weakness, where it is another than the check's; 0: the check's
  ByteRange range;
  std::string message; // names the danger, lower case, no period
  std::vector<Note> notes;
  std::vector<Fix> fixes;
  std::string whyNoFix; // when a fix was tried and refused: which part is in the way
  // Where a comment that suppresses it would go: the end of a line.
  std::optional<ByteOffset> suppressAt = {};
  Hash64 fingerprint =
      0; // stable under edits elsewhere in the file: check, function, text of the range, ordinal
};

} // namespace pysecd
