#include "analysis/text/line_index.h"

#include "analysis/text/utf8.h"
#include "test/support/catch.h"

#include <array>
#include <random>
#include <string>
#include <tuple>

using namespace pysecd;

namespace {

constexpr std::array units = {ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Utf32};

// Of the pieces that make texts hard: line ends of all kinds, characters of all sizes, broken ones.
std::string randomText(std::mt19937& random) {
  static constexpr std::array<std::string_view, 16> pieces = {
      "a", "bc", "\n",   "\r\n",     "\r",   "\t",           "é",        "漢",
      "😀", "\f", "\x80", "\xF0\x9F", "\xC3", "\xED\xA0\x80", "\xC2\x85", "\xE2\x80\xA8"};
  std::string text;
  for (auto count = random() % 40; count > 0; --count)
    text += pieces[random() % pieces.size()];
  return text;
}

} // namespace

TEST_CASE("an empty text has one empty line") {
  const LineIndex index("");
  CHECK(index.lineCount() == 1);
  CHECK(index.lineContent(0) == ByteRange{0, 0});
  CHECK(index.position(0, ColumnUnit::Utf16) == LineColumn{0, 0});
  CHECK(index.offset({0, 5}, ColumnUnit::Utf16) == 0u);
  CHECK(index.offset({1, 0}, ColumnUnit::Utf16) == std::nullopt);
}

TEST_CASE("lines end at \\n, \\r\\n and a lone \\r, and nowhere else") {
  const LineIndex index("a\nb\r\nc\rd\fe\vf\xC2\x85g\xE2\x80\xA8h\r\r\n");
  CHECK(index.lineCount() == 6);
  CHECK(index.lineContent(0) == ByteRange{0, 1});
  CHECK(index.lineContent(1) == ByteRange{2, 3});
  CHECK(index.lineContent(2) == ByteRange{5, 6});
  CHECK(index.lineContent(3) == ByteRange{7, 19});
  CHECK(index.lineContent(4) == ByteRange{20, 20});
  CHECK(index.lineContent(5) == ByteRange{22, 22});
  CHECK(index.lineContent(6) == ByteRange{22, 22});
  CHECK(index.lineContent(4000000000u) == ByteRange{22, 22});
}

TEST_CASE("a last line without an end counts") {
  CHECK(LineIndex("a").lineCount() == 1);
  CHECK(LineIndex("a\r").lineCount() == 2);
  CHECK(LineIndex("a\nb").lineContent(1) == ByteRange{2, 3});
}

TEST_CASE("columns count the unit asked for") {
  const LineIndex index("x = 'é漢😀'\n"); // é 2 bytes, 漢 3, 😀 4
  const auto quoteAfter = [&](ColumnUnit unit) { return index.position(14, unit).column; };
  CHECK(quoteAfter(ColumnUnit::Utf8) == 14);
  CHECK(quoteAfter(ColumnUnit::Utf16) == 9);
  CHECK(quoteAfter(ColumnUnit::Utf32) == 8);
  CHECK(index.offset({0, 14}, ColumnUnit::Utf8) == 14u);
  CHECK(index.offset({0, 9}, ColumnUnit::Utf16) == 14u);
  CHECK(index.offset({0, 8}, ColumnUnit::Utf32) == 14u);
}

TEST_CASE("a column inside a character is refused, an offset inside one is its start") {
  const LineIndex index("é😀z");
  CHECK(index.offset({0, 2}, ColumnUnit::Utf16) == std::nullopt); // between the surrogates
  CHECK(index.offset({0, 1}, ColumnUnit::Utf8) == std::nullopt);
  CHECK(index.offset({0, 4}, ColumnUnit::Utf8) == std::nullopt);
  CHECK(index.offset({0, 3}, ColumnUnit::Utf16) == 6u);
  for (const ColumnUnit unit : units)
    CHECK(index.position(4, unit) == index.position(2, unit));
}

TEST_CASE("columns and offsets past the end are clamped") {
  const LineIndex index("ab\r\ncd");
  CHECK(index.offset({0, 99}, ColumnUnit::Utf16) == 2u);
  CHECK(index.offset({1, 4294967295u}, ColumnUnit::Utf8) == 6u);
  CHECK(index.position(99, ColumnUnit::Utf32) == LineColumn{1, 2});
  CHECK(index.position(3, ColumnUnit::Utf16) == LineColumn{0, 2}); // between \r and \n
  CHECK(LineIndex("é\r\n").position(3, ColumnUnit::Utf16) == LineColumn{0, 1});
  CHECK(LineIndex("é\n").offset({0, 99}, ColumnUnit::Utf16) == 2u);
}

TEST_CASE("an invalid byte is one column in every unit") {
  const LineIndex index("\xFF\xC3z\xF0\x9F\x98 \xED\xA0\x80");
  for (const ColumnUnit unit : units) {
    CHECK(index.position(2, unit).column == 2);
    CHECK(index.position(10, unit).column == 10);
    CHECK(index.offset({0, 5}, unit) == 5u);
  }
}

TEST_CASE("every character boundary converts there and back, in order") {
  std::mt19937 random(20240601);
  for (int round = 0; round < 500; ++round) {
    const std::string text = randomText(random);
    const LineIndex index(text);
    for (const ColumnUnit unit : units) {
      CAPTURE(text, static_cast<int>(unit));
      LineColumn last{0, 0};
      for (ByteOffset at = 0; at <= text.size();) {
        const LineColumn position = index.position(at, unit);
        const bool insideLineEnd =
            at > 0 && at < text.size() && text[at - 1] == '\r' && text[at] == '\n';
        REQUIRE(index.offset(position, unit) == (insideLineEnd ? at - 1 : at));
        REQUIRE(std::tie(last.line, last.column) <= std::tie(position.line, position.column));
        last = position;
        at += at < text.size()
                  ? static_cast<ByteOffset>(decodeUtf8(std::string_view(text).substr(at)).size)
                  : 1;
      }
    }
  }
}

TEST_CASE("no position is answered with an offset that is elsewhere") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const std::string text = randomText(random);
    const LineIndex index(text);
    for (std::uint32_t line = 0; line <= index.lineCount(); ++line) {
      for (std::uint32_t column = 0; column < 12; ++column) {
        for (const ColumnUnit unit : units) {
          const std::optional<ByteOffset> offset = index.offset({line, column}, unit);
          if (!offset)
            continue;
          CAPTURE(text, line, column, static_cast<int>(unit));
          const LineColumn back = index.position(*offset, unit);
          REQUIRE(back.line == line);
          REQUIRE((back.column == column || *offset == index.lineContent(line).end));
        }
      }
    }
  }
}
