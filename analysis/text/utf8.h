// UTF-8 one character at a time, strict: no overlong forms, no surrogates, nothing above U+10FFFF.
// Never throws; an invalid byte is one character of its own. Pure: any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pysecd {

struct Utf8Char {
  char32_t codePoint = 0; // of an invalid byte: the byte's value
  std::size_t size = 1;   // bytes
  bool valid = true;
};

constexpr bool isUtf8Continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

// The character `text` begins with; `text` must not be empty.
constexpr Utf8Char decodeUtf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80)
    return {lead, 1, true};
  const Utf8Char invalid{lead, 1, false};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size)
    return invalid;
  char32_t codePoint = lead & (0xff >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (!isUtf8Continuation(text[i]))
      return invalid;
    codePoint = (codePoint << 6) | (byte(i) & 0x3f);
  }
  const bool overlong = (size == 3 && codePoint < 0x800) || (size == 4 && codePoint < 0x10000);
  const bool surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  if (overlong || surrogate || codePoint > 0x10ffff)
    return invalid;
  return {codePoint, size, true};
}

// `codePoint` must be a Unicode scalar value.
inline void appendUtf8(std::string& out, char32_t codePoint) {
  const auto push = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (codePoint < 0x80) {
    push(codePoint);
  } else if (codePoint < 0x800) {
    push(0xc0 | (codePoint >> 6));
    push(0x80 | (codePoint & 0x3f));
  } else if (codePoint < 0x10000) {
    push(0xe0 | (codePoint >> 12));
    push(0x80 | ((codePoint >> 6) & 0x3f));
    push(0x80 | (codePoint & 0x3f));
  } else {
    push(0xf0 | (codePoint >> 18));
    push(0x80 | ((codePoint >> 12) & 0x3f));
    push(0x80 | ((codePoint >> 6) & 0x3f));
    push(0x80 | (codePoint & 0x3f));
  }
}

} // namespace pysecd
