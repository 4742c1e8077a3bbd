// Where toml++ says something stands, in bytes of the text. Views the text. Immutable: any thread.
#pragma once

#include "analysis/support/span.h"
#include "analysis/text/line_index.h"

#include <algorithm>
#include <string_view>
#include <toml++/toml.h>

namespace pysecd::config {

class Positions {
  static constexpr std::string_view kMark = "\xef\xbb\xbf";

public:
  explicit Positions(std::string_view text)
      : skipped_(text.starts_with(kMark) ? kMark.size() : 0), text_(text.substr(skipped_)),
        lines_(text_) {}

  // Without a byte order mark.
  std::string_view text() const { return text_; }

  ByteRange rangeOf(const toml::source_region& region) const {
    const ByteOffset begin = offsetOf(region.begin);
    return {begin, std::max(begin, offsetOf(region.end))};
  }

private:
  ByteOffset offsetOf(const toml::source_position& position) const {
    if (position.line == 0 || position.column == 0)
      return 0;
    const auto offset = lines_.offset({position.line - 1, position.column - 1}, ColumnUnit::Utf32);
    return static_cast<ByteOffset>(skipped_) +
           offset.value_or(static_cast<ByteOffset>(text_.size()));
  }

  std::size_t skipped_;
  std::string_view text_;
  LineIndex lines_;
};

} // namespace pysecd::config
