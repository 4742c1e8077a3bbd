// The modules a text may import, found by its bytes alone: what must be known before the file is
// analysed. Finds every import statement of Python wherever it stands, and now and then one in a
// string or comment, which costs an unneeded edge and nothing else. Pure: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

struct ScannedImport {
  std::string module; // dotted, without leading dots
  unsigned leadingDots = 0;
  std::string name; // `from module import name`; empty: `import module`; never "*"
  friend bool operator==(const ScannedImport&, const ScannedImport&) = default;
  friend auto operator<=>(const ScannedImport&, const ScannedImport&) = default;
};

// Sorted, each once; at most 4,096.
std::vector<ScannedImport> scanImports(std::string_view text);

} // namespace pysecd
