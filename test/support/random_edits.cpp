#include "test/support/random_edits.h"

#include <array>

namespace pysecd::test {

namespace {

constexpr std::array<std::string_view, 32> pieces = {
    " ",      "\n",   "    ",   "x",   "1",        "(",      ")",       "'",
    "\"\"\"", ":",    ",",      " = ", ".",        "{",      "}",       "f'{x}'",
    "def ",   "if ",  "é",      "😀",   "# note\n", "\\\n",   "\r\n",    "return\n",
    "self.",  "not ", "async ", "\t",  "lambda: ", "pass\n", "x = 1\n", "class C:\n    y = 2\n"};

} // namespace

std::string randomEdit(std::string_view text, std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  const std::size_t at = below(text.size() + 1);
  const std::size_t size = below(8);
  std::string edited(text);
  switch (below(4)) {
  case 0:
    return edited.erase(at, size);
  case 1:
    return edited.insert(at, text.substr(below(text.size() + 1), 4 * size));
  case 2:
    return edited.replace(at, size, pieces[below(pieces.size())]);
  default:
    return edited.insert(at, pieces[below(pieces.size())]);
  }
}

} // namespace pysecd::test
