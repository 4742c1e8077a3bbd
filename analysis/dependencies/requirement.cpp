#include "analysis/dependencies/advisories.h"
#include "analysis/dependencies/declared.h"

#include <algorithm>

namespace pysecd::dependencies {

namespace {

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

std::size_t skipBlanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n\f", at), text.size());
}

std::size_t withoutTrailingBlanks(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && std::string_view(" \t\r\n\f").find(text[end - 1]) != std::string_view::npos)
    --end;
  return end;
}

} // namespace

std::optional<Dependency> parseRequirement(std::string_view text, ByteOffset at) {
  const std::size_t begin = skipBlanks(text, 0);
  std::size_t i = begin;
  while (i < text.size() && isNameCharacter(text[i]))
    ++i;
  if (i == begin)
    return std::nullopt;
  Dependency made;
  made.name = normalizedName(text.substr(begin, i - begin));
  i = skipBlanks(text, i);
  if (i < text.size() && text[i] == '[') {
    const std::size_t close = text.find(']', i);
    if (close == std::string_view::npos)
      return std::nullopt;
    i = skipBlanks(text, close + 1);
  }
  std::size_t end = i;
  if (i < text.size() && text[i] == '@') {
    const std::size_t from = skipBlanks(text, i + 1);
    end = std::min(text.find_first_of(" \t\r\n", from), text.size());
    made.url = text.substr(from, end - from);
    if (made.url.empty())
      return std::nullopt;
  } else {
    end = std::min(text.find(';', i), text.size());
    std::size_t from = i;
    std::size_t to = withoutTrailingBlanks(text, i, end);
    if (to > from + 1 && text[from] == '(' && text[to - 1] == ')') {
      ++from;
      --to;
    }
    auto specifiers =
        parseSpecifiers(text.substr(from, to - from), at + static_cast<ByteOffset>(from));
    if (!specifiers)
      return std::nullopt;
    made.specifiers = *std::move(specifiers);
    made.rewritable = true;
  }
  made.range = {at + static_cast<ByteOffset>(begin),
                at + static_cast<ByteOffset>(withoutTrailingBlanks(text, begin, end))};
  return made;
}

} // namespace pysecd::dependencies
