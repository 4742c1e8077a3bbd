// Python source from disk: size cap, binary check, byte order mark, PEP 263 declaration. The
// analysis gets UTF-8 without a mark; Source remembers how to go back, so that offsets and fixes
// are those of the file. Pure except for readFile. Any thread.
#pragma once

#include "analysis/text/text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pysecd::workspace {

// What users are told of a file that was not, or not wholly, analysed.
struct Notice {
  enum class Kind : std::uint8_t {
    Skipped, // by rule: too large, binary; does not change the exit code
    Partial, // analysed except where it does not parse; does not change the exit code
    Trouble, // could not be read, decoded, analysed or written
  };
  Kind kind = Kind::Trouble;
  std::string path;
  std::string reason;  // stable word for machines: "too-large", "undecodable"
  std::string message; // what happened; what to do next
};

enum class Encoding : std::uint8_t { Utf8, Ascii, Latin1, Latin9, Cp1252 };

class Source {
public:
  Source(TextPtr text, Encoding encoding, bool byteOrderMark)
      : text_(std::move(text)), encoding_(encoding), byteOrderMark_(byteOrderMark) {}

  const TextPtr& text() const { return text_; }
  // Bytes from the beginning of the file, mark included, for an offset in text().
  std::uint64_t fileOffset(ByteOffset offset) const;
  // `utf8` in the encoding of this file, with its mark; nullopt if a character has no place in it.
  std::optional<std::string> encode(std::string_view utf8) const;

private:
  friend std::variant<Source, Notice> decodeSource(std::string bytes, std::string_view path);
  struct Surplus {
    ByteOffset at = 0;    // just after a character that takes more bytes in text() than in the file
    ByteOffset bytes = 0; // how many more up to here
  };
  TextPtr text_;
  Encoding encoding_;
  bool byteOrderMark_;
  std::vector<Surplus> surplus_; // sorted
};

// `path` is only named in messages.
std::variant<Source, Notice> decodeSource(std::string bytes, std::string_view path);

// The whole file, byte for byte. Reads pipes and devices too, but never more than `maxBytes` + 1.
std::variant<std::string, Notice> readFile(const std::string& path, std::uint64_t maxBytes);

// readFile's rule, for a text that comes from elsewhere; nullopt if it may be analysed.
std::optional<Notice> tooLarge(std::uint64_t bytes, std::uint64_t maxBytes, std::string_view path);

} // namespace pysecd::workspace
