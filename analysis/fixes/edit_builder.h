// Collects the edits of one fix in any order and makes them what Fix promises: sorted, disjoint,
// merged where they touch. One object a fix, one thread.
#pragma once

#include "analysis/findings/fix.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

class EditBuilder {
public:
  // Removals may overlap each other and swallow replacements that lie inside them.
  void remove(ByteRange range);
  void replace(ByteRange range, std::string text);
  // Insertions at one offset keep the order of the calls.
  void insert(ByteOffset at, std::string text) { replace({at, at}, std::move(text)); }

  // nullopt if two replacements overlap, or a removal cuts through one.
  std::optional<std::vector<TextEdit>> take();

private:
  std::vector<ByteRange> removals_;
  std::vector<TextEdit> replacements_;
};

// `source` with the edits applied; they must be sorted and disjoint.
std::string applyEdits(std::string_view source, const std::vector<TextEdit>& edits);

} // namespace pysecd
