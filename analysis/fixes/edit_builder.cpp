#include "analysis/fixes/edit_builder.h"

#include <algorithm>
#include <utility>

namespace pysecd {

namespace {

std::vector<ByteRange> merged(std::vector<ByteRange> ranges) {
  std::sort(ranges.begin(), ranges.end());
  std::vector<ByteRange> out;
  for (const ByteRange range : ranges) {
    if (!out.empty() && range.begin < out.back().end)
      out.back().end = std::max(out.back().end, range.end);
    else
      out.push_back(range);
  }
  return out;
}

} // namespace

void EditBuilder::remove(ByteRange range) {
  if (!range.empty())
    removals_.push_back(range);
}

void EditBuilder::replace(ByteRange range, std::string text) {
  if (!range.empty() || !text.empty())
    replacements_.push_back({range, std::move(text)});
}

std::optional<std::vector<TextEdit>> EditBuilder::take() {
  std::stable_sort(replacements_.begin(), replacements_.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  const std::vector<ByteRange> removals = merged(std::exchange(removals_, {}));
  std::vector<TextEdit> all;
  for (const ByteRange range : removals)
    all.push_back({range, ""});
  for (TextEdit& edit : replacements_) {
    const auto crossed = std::find_if(removals.begin(), removals.end(), [&](ByteRange range) {
      return range.begin < edit.range.end && edit.range.begin < range.end;
    });
    if (crossed != removals.end()) {
      if (edit.range.empty() || !crossed->contains(edit.range))
        return std::nullopt;
      continue; // its text goes with the rest
    }
    all.push_back(std::move(edit));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  std::vector<TextEdit> edits;
  for (TextEdit& edit : all) {
    if (!edits.empty() && edit.range.begin < edits.back().range.end)
      return std::nullopt;
    if (!edits.empty() && edit.range.begin == edits.back().range.end) {
      edits.back().range.end = edit.range.end;
      edits.back().newText += edit.newText;
    } else {
      edits.push_back(std::move(edit));
    }
  }
  return edits;
}

std::string applyEdits(std::string_view source, const std::vector<TextEdit>& edits) {
  std::string out;
  std::size_t at = 0;
  for (const TextEdit& edit : edits) {
    out += source.substr(at, edit.range.begin - at);
    out += edit.newText;
    at = edit.range.end;
  }
  out += source.substr(at);
  return out;
}

} // namespace pysecd
