// A repair of a finding as text edits. Safe: the program's behaviour for benign values is unchanged
// and the danger is gone; such fixes take part in fix-all. Unsafe: a person must look. Plain
// values: any thread.
#pragma once

#include "analysis/support/span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pysecd {

struct TextEdit {
  ByteRange range;
  std::string newText;
  friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

enum class Safety : std::uint8_t { Safe, Unsafe };

struct Fix {
  std::string title;           // names the remedy: "pass the value as a bound parameter"
  std::vector<TextEdit> edits; // sorted by range, never overlapping, all against the same text
  Safety safety = Safety::Safe;
  bool preferred = false; // the one fix to take without choosing
  // Modules that the new text needs and the file does not import: the engine makes edits of them
  // where a finding's ranges become absolute. Empty in what the engine hands out.
  std::vector<std::string> imports;
};

} // namespace pysecd
