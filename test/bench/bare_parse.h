// The floor that no analysis can be faster than: read the file, parse it with tree-sitter, visit
// every node, free the tree. Uses tree-sitter alone, nothing of ours. Thread rule: parseAll makes
// and joins its own threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pysecd::bench {

// The whole file; throws std::runtime_error if it cannot be read.
std::string readFile(const std::string& path);

// The .py files below a directory, sorted; or the one file.
std::vector<std::string> pythonFiles(const std::string& path);

struct Volume {
  std::uint64_t bytes = 0;
  std::uint64_t nodes = 0;
};

Volume parseAll(const std::vector<std::string>& files, unsigned threads);

// One text, from scratch; returns the number of nodes.
std::uint64_t parseBare(const std::string& text);

} // namespace pysecd::bench
