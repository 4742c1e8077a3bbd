#include "server/workspace/read_source.h"

#include "analysis/text/utf8.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <system_error>

namespace pysecd::workspace {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr char32_t kUndefined = 0xfffd;

// Windows-1252 differs from Latin-1 in 0x80..0x9f only.
constexpr char32_t kCp1252[32] = {
    0x20ac,     kUndefined, 0x201a, 0x0192, 0x201e, 0x2026,     0x2020, 0x2021,
    0x02c6,     0x2030,     0x0160, 0x2039, 0x0152, kUndefined, 0x017d, kUndefined,
    kUndefined, 0x2018,     0x2019, 0x201c, 0x201d, 0x2022,     0x2013, 0x2014,
    0x02dc,     0x2122,     0x0161, 0x203a, 0x0153, kUndefined, 0x017e, 0x0178};

char32_t latin9(unsigned char byte) {
  switch (byte) {
  case 0xa4:
    return 0x20ac;
  case 0xa6:
    return 0x0160;
  case 0xa8:
    return 0x0161;
  case 0xb4:
    return 0x017d;
  case 0xb8:
    return 0x017e;
  case 0xbc:
    return 0x0152;
  case 0xbd:
    return 0x0153;
  case 0xbe:
    return 0x0178;
  default:
    return byte;
  }
}

// kUndefined if the byte stands for nothing in that encoding.
char32_t decodeByte(unsigned char byte, Encoding encoding) {
  if (byte < 0x80)
    return byte;
  switch (encoding) {
  case Encoding::Latin1:
    return byte;
  case Encoding::Latin9:
    return latin9(byte);
  case Encoding::Cp1252:
    return byte < 0xa0 ? kCp1252[byte - 0x80] : byte;
  case Encoding::Ascii:
  case Encoding::Utf8:
    break;
  }
  return kUndefined;
}

std::optional<char> encodeByte(char32_t codePoint, Encoding encoding) {
  if (codePoint < 0x80)
    return static_cast<char>(codePoint);
  for (unsigned byte = 0x80; byte <= 0xff; ++byte)
    if (decodeByte(static_cast<unsigned char>(byte), encoding) == codePoint)
      return static_cast<char>(byte);
  return std::nullopt;
}

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

bool isNameChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// The name in a line that matches PEP 263's ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+); else
// empty.
std::string_view declaredIn(std::string_view line) {
  const auto hash = std::find_if_not(line.begin(), line.end(), isBlank);
  if (hash == line.end() || *hash != '#')
    return {};
  constexpr std::string_view kWord = "coding";
  for (std::size_t at = line.find(kWord); at != std::string_view::npos;
       at = line.find(kWord, at + 1)) {
    std::size_t next = at + kWord.size();
    if (next >= line.size() || (line[next] != ':' && line[next] != '='))
      continue;
    ++next;
    while (next < line.size() && (line[next] == ' ' || line[next] == '\t'))
      ++next;
    std::size_t end = next;
    while (end < line.size() && isNameChar(line[end]))
      ++end;
    if (end > next)
      return line.substr(next, end - next);
  }
  return {};
}

// PEP 263: in the first line, or in the second if the first is blank or a comment.
std::string_view declaredEncoding(std::string_view bytes) {
  for (int line = 0; line < 2; ++line) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    const std::string_view content = bytes.substr(0, end);
    if (const std::string_view name = declaredIn(content); !name.empty())
      return name;
    const auto first = std::find_if_not(content.begin(), content.end(), isBlank);
    if (end == bytes.size() || (first != content.end() && *first != '#'))
      return {};
    bytes.remove_prefix(bytes.substr(end, 2) == "\r\n" ? end + 2 : end + 1);
  }
  return {};
}

std::optional<Encoding> encodingNamed(std::string_view name) {
  std::string key(name);
  for (char& c : key)
    c = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  // Python reads "utf-8-unix" and "latin-1-mac", Emacs' names, as the plain ones.
  const auto is = [&](std::string_view plain) {
    return key == plain || key.starts_with(std::string(plain) + "-");
  };
  if (is("utf-8") || key == "utf8" || key == "u8" || key == "cp65001")
    return Encoding::Utf8;
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || key == "latin1" || key == "l1" ||
      key == "iso8859-1" || key == "8859" || key == "cp819")
    return Encoding::Latin1;
  if (key == "iso-8859-15" || key == "iso8859-15" || key == "latin9" || key == "latin-9" ||
      key == "l9")
    return Encoding::Latin9;
  if (key == "cp1252" || key == "windows-1252" || key == "1252")
    return Encoding::Cp1252;
  if (key == "ascii" || key == "us-ascii" || key == "646")
    return Encoding::Ascii;
  return std::nullopt;
}

// Offset of the first byte that is not UTF-8.
std::optional<std::size_t> firstInvalidUtf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Char c = decodeUtf8(bytes.substr(at));
    if (!c.valid)
      return at;
    at += c.size;
  }
  return std::nullopt;
}

std::size_t lineOf(std::string_view bytes, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::count(
                 bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

Notice undecodable(std::string_view path, std::string message) {
  return {Notice::Kind::Trouble, std::string(path), "undecodable", std::move(message)};
}

Notice unreadable(std::string_view path, std::string_view what) {
  return {Notice::Kind::Trouble, std::string(path), "unreadable",
          fmt::format("{}; check the path and its permissions", what)};
}

std::string lastError() { return std::error_code(errno, std::generic_category()).message(); }

std::string readableSize(std::uint64_t bytes) {
  if (bytes < 1024)
    return fmt::format("{} {}", bytes, bytes == 1 ? "byte" : "bytes");
  if (bytes < 1024 * 1024)
    return fmt::format("{:.1f} KiB", static_cast<double>(bytes) / 1024);
  return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024 * 1024));
}

} // namespace

std::uint64_t Source::fileOffset(ByteOffset offset) const {
  const auto after = std::upper_bound(surplus_.begin(), surplus_.end(), offset,
                                      [](ByteOffset o, const Surplus& s) { return o < s.at; });
  const std::uint64_t surplus = after == surplus_.begin() ? 0 : std::prev(after)->bytes;
  return offset - surplus + (byteOrderMark_ ? kByteOrderMark.size() : 0);
}

std::optional<std::string> Source::encode(std::string_view utf8) const {
  if (encoding_ == Encoding::Utf8)
    return (byteOrderMark_ ? std::string(kByteOrderMark) : std::string()).append(utf8);
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const Utf8Char c = decodeUtf8(utf8.substr(at));
    const std::optional<char> byte = c.valid ? encodeByte(c.codePoint, encoding_) : std::nullopt;
    if (!byte)
      return std::nullopt;
    out += *byte;
    at += c.size;
  }
  return out;
}

std::variant<Source, Notice> decodeSource(std::string bytes, std::string_view path) {
  if (bytes.find('\0') != std::string::npos)
    return Notice{
        Notice::Kind::Skipped, std::string(path), "binary",
        "contains NUL bytes, so it is not Python source; exclude it, or save it as UTF-8"};
  const bool mark = bytes.starts_with(kByteOrderMark);
  if (mark)
    bytes.erase(0, kByteOrderMark.size());
  const std::string name(declaredEncoding(bytes));
  const std::optional<Encoding> encoding = name.empty() ? Encoding::Utf8 : encodingNamed(name);
  if (!encoding)
    return undecodable(path, fmt::format("declares the encoding '{}', which is not supported; "
                                         "save it as UTF-8 and change the declaration",
                                         name));
  if (mark && *encoding != Encoding::Utf8)
    return undecodable(path,
                       fmt::format("has a UTF-8 byte order mark but declares the encoding '{}'; "
                                   "remove one of them",
                                   name));
  if (*encoding == Encoding::Utf8) {
    if (const auto bad = firstInvalidUtf8(bytes))
      return undecodable(path,
                         fmt::format("not UTF-8 at byte {} (line {}); save it as UTF-8, or declare "
                                     "its encoding in a '# -*- coding: ... -*-' comment",
                                     *bad, lineOf(bytes, *bad)));
    return Source(makeText(std::move(bytes)), Encoding::Utf8, mark);
  }

  std::string utf8;
  utf8.reserve(bytes.size() + bytes.size() / 8);
  std::vector<Source::Surplus> surplus;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char32_t c = decodeByte(static_cast<unsigned char>(bytes[at]), *encoding);
    if (c == kUndefined)
      return undecodable(
          path, fmt::format("byte {} (line {}) does not exist in the declared encoding '{}'; "
                            "correct the declaration, or save it as UTF-8",
                            at, lineOf(bytes, at), name));
    appendUtf8(utf8, c);
    if (c >= 0x80)
      surplus.push_back(
          {static_cast<ByteOffset>(utf8.size()), static_cast<ByteOffset>(utf8.size() - at - 1)});
  }
  Source source(makeText(std::move(utf8)), *encoding, false);
  source.surplus_ = std::move(surplus);
  return source;
}

std::optional<Notice> tooLarge(std::uint64_t bytes, std::uint64_t maxBytes, std::string_view path) {
  if (bytes <= maxBytes)
    return std::nullopt;
  return Notice{Notice::Kind::Skipped, std::string(path), "too-large",
                fmt::format("{} is more than the limit of {}; analyse it with --max-file-size {}",
                            readableSize(bytes), readableSize(maxBytes), bytes)};
}

std::variant<std::string, Notice> readFile(const std::string& path, std::uint64_t maxBytes) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error)
    return unreadable(path, error.message());
  if (std::filesystem::is_regular_file(status)) {
    const std::uint64_t size = std::filesystem::file_size(path, error);
    if (!error)
      if (auto notice = tooLarge(size, maxBytes, path))
        return *std::move(notice);
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file)
    return unreadable(path, lastError());
  std::string bytes;
  char buffer[64 * 1024];
  while (bytes.size() <= maxBytes) {
    const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get());
    bytes.append(buffer, count);
    if (count < sizeof buffer)
      break;
  }
  if (std::ferror(file.get()))
    return unreadable(path, lastError());
  // A pipe, or a file that grew: how much there is in all is not known.
  if (bytes.size() > maxBytes)
    return Notice{Notice::Kind::Skipped, path, "too-large",
                  fmt::format("more than the limit of {}; raise it with --max-file-size BYTES",
                              readableSize(maxBytes))};
  return bytes;
}

} // namespace pysecd::workspace
