#include "analysis/syntax/string_escapes.h"

#include "analysis/syntax/ast.h"
#include "analysis/text/utf8.h"

#include <algorithm>

namespace pysecd {

namespace {

// A surrogate, and what no character has as its number, becomes the replacement character.
char32_t scalar(std::uint32_t value) {
  const bool surrogate = 0xD800 <= value && value <= 0xDFFF;
  return surrogate || value > 0x10FFFF ? 0xFFFD : value;
}

int digitOf(char c) {
  if ('0' <= c && c <= '9')
    return c - '0';
  if ('a' <= c && c <= 'f')
    return c - 'a' + 10;
  if ('A' <= c && c <= 'F')
    return c - 'A' + 10;
  return 16;
}

// The characters that single-letter escapes stand for; '\0' if the letter makes none.
char simpleEscape(char letter) {
  switch (letter) {
  case '\\':
  case '\'':
  case '"':
    return letter;
  case 'a':
    return '\a';
  case 'b':
    return '\b';
  case 'f':
    return '\f';
  case 'n':
    return '\n';
  case 'r':
    return '\r';
  case 't':
    return '\t';
  case 'v':
    return '\v';
  default:
    return '\0';
  }
}

class Cook {
public:
  Cook(std::string_view written, std::uint16_t flags) : in_(written), flags_(flags) {}

  std::string run() {
    out_.reserve(in_.size());
    while (at_ < in_.size())
      step();
    return std::move(out_);
  }

private:
  bool has(std::uint16_t flags) const { return flags_ & flags; }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0';
  }

  void step() {
    const char c = in_[at_];
    if (c == '\\' && !has(kRaw))
      return escape();
    ++at_;
    if (c == '\r') {
      out_.push_back('\n');
      at_ += peek() == '\n';
      return;
    }
    out_.push_back(c);
    if (has(kFormat | kTemplate) && (c == '{' || c == '}') && peek() == c)
      ++at_;
  }

  void escape() {
    ++at_; // the backslash
    if (at_ == in_.size())
      return out_.push_back('\\');
    const char letter = in_[at_];
    if (const char meant = simpleEscape(letter)) {
      out_.push_back(meant);
      ++at_;
    } else if (letter == '\n' || letter == '\r') {
      at_ += letter == '\r' && peek(1) == '\n' ? 2 : 1;
    } else if ('0' <= letter && letter <= '7') {
      append(digits(8, 3));
    } else if (letter == 'x') {
      codePoint(2);
    } else if (letter == 'u' && !has(kBytes)) {
      codePoint(4);
    } else if (letter == 'U' && !has(kBytes)) {
      codePoint(8);
    } else {
      out_.push_back('\\'); // no escape: both characters stay, the second is read next
    }
  }

  // The letter and exactly `count` hexadecimal digits after it.
  void codePoint(std::size_t count) {
    const std::string_view code = in_.substr(at_ + 1, count);
    if (code.size() < count ||
        !std::all_of(code.begin(), code.end(), [](char c) { return digitOf(c) < 16; }))
      return out_.push_back('\\');
    ++at_;
    append(digits(16, count));
  }

  std::uint32_t digits(int base, std::size_t most) {
    std::uint32_t value = 0;
    for (; most > 0 && at_ < in_.size() && digitOf(in_[at_]) < base; --most, ++at_)
      value =
          value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digitOf(in_[at_]));
    return value;
  }

  void append(std::uint32_t value) {
    if (has(kBytes))
      out_.push_back(static_cast<char>(value & 0xFF));
    else
      appendUtf8(out_, scalar(value));
  }

  std::string_view in_;
  std::uint16_t flags_;
  std::size_t at_ = 0;
  std::string out_;
};

} // namespace

std::string cookedText(std::string_view written, std::uint16_t flags) {
  if (written.find_first_of("\\\r{}") == written.npos)
    return std::string(written);
  return Cook(written, flags).run();
}

} // namespace pysecd
