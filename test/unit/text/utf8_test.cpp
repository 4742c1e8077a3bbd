#include "analysis/text/utf8.h"
#include "test/support/catch.h"

using namespace pysecd;

TEST_CASE("utf8: every scalar value survives encoding and decoding", "[text]") {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff)
      continue;
    std::string bytes;
    appendUtf8(bytes, c);
    const Utf8Char decoded = decodeUtf8(bytes);
    if (!decoded.valid || decoded.codePoint != c || decoded.size != bytes.size())
      FAIL("code point " << static_cast<unsigned>(c));
  }
  SUCCEED();
}

TEST_CASE("utf8: what is not a character is one invalid byte", "[text]") {
  for (const std::string_view bad : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
                                     "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                                     "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xe2(\xa1"}) {
    const Utf8Char c = decodeUtf8(bad);
    CHECK_FALSE(c.valid);
    CHECK(c.size == 1);
    CHECK(c.codePoint == static_cast<unsigned char>(bad[0]));
  }
}
