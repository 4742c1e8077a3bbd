// What a person types into a Python file, as single edits from a seeded generator: names,
// statements with their brackets and quotes open meanwhile, docstrings, deleted and pasted lines,
// all undone again, so that the file at the end is the file at the beginning. The same text and
// seed give the same edits on every machine. Pure: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::bench {

// Offsets in bytes of the text just before the edit.
struct Edit {
  std::size_t offset = 0;
  std::size_t removed = 0;
  std::string inserted;
  std::string_view action; // what the person was doing: "name", "statement"
};

void apply(const Edit& edit, std::string& text);

// At least `count` edits: the last action is finished. `text` must hold indented statements.
std::vector<Edit> typingTrace(std::string text, std::size_t count, std::uint32_t seed);

} // namespace pysecd::bench
