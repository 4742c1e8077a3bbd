// The bytes of one file version, shared and immutable, with their line index. Never decodes or
// normalises: what the editor or the disk holds is kept byte for byte. Immutable, so any thread may
// read it.
#pragma once

#include "analysis/support/span.h"
#include "analysis/text/line_index.h"

#include <memory>
#include <string>
#include <string_view>

namespace pysecd {

class Text {
public:
  explicit Text(std::string bytes) : bytes_(std::move(bytes)), lines_(bytes_) {}

  std::string_view bytes() const { return bytes_; }
  std::string_view slice(ByteRange range) const {
    return bytes().substr(range.begin, range.size());
  }
  const LineIndex& lines() const { return lines_; }

private:
  std::string bytes_;
  LineIndex lines_; // views bytes_: Text is neither copied nor moved
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
};

using TextPtr = std::shared_ptr<const Text>;

inline TextPtr makeText(std::string bytes) {
  return std::make_shared<const Text>(std::move(bytes));
}

} // namespace pysecd
