#include "analysis/fixes/parameterize_query/literal_bytes.h"

#include "analysis/syntax/ast.h"
#include "analysis/syntax/string_escapes.h"

namespace pysecd {

namespace {

// How many source bytes the escape at source[at] (a backslash) takes.
std::size_t escapeLength(std::string_view source, std::size_t at) {
  const char kind = at + 1 < source.size() ? source[at + 1] : '\0';
  const auto digits = [&](std::size_t most) {
    std::size_t n = 0;
    while (n < most && at + 1 + n < source.size() && source[at + 1 + n] >= '0' &&
           source[at + 1 + n] <= '7')
      ++n;
    return n;
  };
  switch (kind) {
  case '\r':
    return at + 2 < source.size() && source[at + 2] == '\n' ? 3 : 2;
  case 'x':
    return 4;
  case 'u':
    return 6;
  case 'U':
    return 10;
  case '0':
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7':
    return 1 + digits(3);
  default:
    return std::string_view("\n\\'\"abfnrtv").find(kind) != std::string_view::npos ? 2 : 1;
  }
}

} // namespace

bool mapLiteralBytes(std::string_view source, ByteOffset offset, std::string_view cooked,
                     std::uint16_t flags, std::vector<ByteRange>& bytes) {
  const bool raw = (flags & kRaw) != 0;
  if (!raw && source.find("\\N{") != std::string_view::npos)
    return false;
  const bool braces = (flags & kFormat) != 0;
  std::size_t at = 0;
  while (at < source.size()) {
    std::size_t length = 1;
    const char c = source[at];
    const char following = at + 1 < source.size() ? source[at + 1] : '\0';
    if (c == '\\' && !raw)
      length = escapeLength(source, at);
    else if ((c == '\r' && following == '\n') ||
             (braces && (c == '{' || c == '}') && following == c))
      length = 2;
    if (at + length > source.size())
      return false;
    const std::size_t produced = cookedText(source.substr(at, length), flags).size();
    const auto begin = static_cast<ByteOffset>(offset + at);
    const auto end = static_cast<ByteOffset>(begin + length);
    for (std::size_t i = 0; i < produced; ++i)
      bytes.push_back(i == 0 ? ByteRange{begin, end} : ByteRange{end, end});
    at += length;
  }
  return bytes.size() == cooked.size();
}

} // namespace pysecd
