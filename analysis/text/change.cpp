#include "analysis/text/change.h"

#include "analysis/text/utf8.h"

#include <algorithm>
#include <cstring>

namespace pysecd {

namespace {

std::size_t commonPrefix(std::string_view a, std::string_view b) {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t size = 0;
  constexpr std::size_t stride = 1024;
  while (size + stride <= limit && std::memcmp(a.data() + size, b.data() + size, stride) == 0)
    size += stride;
  while (size < limit && a[size] == b[size])
    ++size;
  return size;
}

std::size_t commonSuffix(std::string_view a, std::string_view b) {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t size = 0;
  constexpr std::size_t stride = 1024;
  while (size + stride <= limit && std::memcmp(a.data() + a.size() - size - stride,
                                               b.data() + b.size() - size - stride, stride) == 0)
    size += stride;
  while (size < limit && a[a.size() - size - 1] == b[b.size() - size - 1])
    ++size;
  return size;
}

bool startsCharacter(std::string_view text, std::size_t offset) {
  return offset >= text.size() || !isUtf8Continuation(text[offset]);
}

} // namespace

TextChange changeBetween(std::string_view before, std::string_view after) {
  std::size_t prefix = commonPrefix(before, after);
  while (prefix > 0 && !(startsCharacter(before, prefix) && startsCharacter(after, prefix)))
    --prefix;
  std::size_t suffix = commonSuffix(before.substr(prefix), after.substr(prefix));
  // The suffix is common: if it starts a character in one text it does in both.
  while (suffix > 0 && !startsCharacter(after, after.size() - suffix))
    --suffix;
  return {static_cast<ByteOffset>(prefix), static_cast<ByteOffset>(before.size() - suffix),
          static_cast<ByteOffset>(after.size() - suffix)};
}

} // namespace pysecd
