#include "analysis/syntax/string_escapes.h"

#include "analysis/syntax/ast.h"
#include "test/support/catch.h"

using namespace pysecd;

TEST_CASE("escapes are decoded") {
  CHECK(cookedText(R"(a\n\t\r\a\b\f\v\\\'\")", 0) == "a\n\t\r\a\b\f\v\\'\"");
  CHECK(cookedText(R"(\x41\u00e9\U0001F600)", 0) == "A\u00e9\U0001F600");
  CHECK(cookedText(R"(\101\60\7\1011\08)", 0) == std::string("A0\aA1\0008", 7));
  CHECK(cookedText(R"(\777)", 0) == "\u01ff");
}

TEST_CASE("what is no escape stays as written") {
  CHECK(cookedText(R"(\d\.\xZZ\x4\u12\U00\N{DASH}\8)", 0) == R"(\d\.\xZZ\x4\u12\U00\N{DASH}\8)");
  CHECK(cookedText("\\", 0) == "\\");
  CHECK(cookedText(R"(\é)", 0) == R"(\é)");
}

TEST_CASE("numbers that are no character become the replacement character") {
  CHECK(cookedText(R"(\ud83d \U00110000 \Uffffffff)", 0) == "\uFFFD \uFFFD \uFFFD");
}

TEST_CASE("bytes literals have bytes and no characters") {
  CHECK(cookedText(R"(\xe9\351\751)", kBytes) == "\xe9\xe9\xe9");
  CHECK(cookedText(R"(\u0041\U00000041\N{DASH})", kBytes) == R"(\u0041\U00000041\N{DASH})");
}

TEST_CASE("a backslash joins lines, and line ends are \\n") {
  CHECK(cookedText("a\\\nb\\\r\nc\\\rd", 0) == "abcd");
  CHECK(cookedText("a\r\nb\rc\n", 0) == "a\nb\nc\n");
  CHECK(cookedText("a\r\nb", kRaw) == "a\nb");
}

TEST_CASE("raw literals keep their backslashes") {
  CHECK(cookedText(R"(\n\x41\')", kRaw) == R"(\n\x41\')");
  CHECK(cookedText(R"(\d{{2}})", kRaw | kFormat) == R"(\d{2})");
}

TEST_CASE("doubled braces are one brace where braces mean something") {
  CHECK(cookedText("{{a}} {{{{", kFormat) == "{a} {{");
  CHECK(cookedText("{{a}}", kTemplate) == "{a}");
  CHECK(cookedText("{{a}}", 0) == "{{a}}");
}
