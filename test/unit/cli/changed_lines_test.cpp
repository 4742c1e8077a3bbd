#include "server/cli/changed_lines.h"
#include "test/support/catch.h"

using namespace pysecd;
using namespace pysecd::cli;
using Lines = std::vector<std::string>;

TEST_CASE("changedLines: an edit inside a line gives that line, old and new", "[cli]") {
  const Text text("a = 1\nb = 2\nc = 3\n");
  const auto changes = changedLines(text, std::vector<TextEdit>{{{10, 11}, "two"}});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].firstLine == 1);
  CHECK(changes[0].removed == Lines{"b = 2"});
  CHECK(changes[0].added == Lines{"b = two"});
}

TEST_CASE("changedLines: an inserted line does not show the line after it", "[cli]") {
  const Text text("a = 1\r\nb = 2\r\n");
  const auto changes = changedLines(text, std::vector<TextEdit>{{{7, 7}, "import x\r\n"}});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].firstLine == 1);
  CHECK(changes[0].removed.empty());
  CHECK(changes[0].added == Lines{"import x"});
}

TEST_CASE("changedLines: edits on one line are one change, on far lines several", "[cli]") {
  const Text text("f(a, b)\ng(\n  c,\n  d)\nh()\n");
  const auto changes = changedLines(
      text, std::vector<TextEdit>{{{2, 3}, "A"}, {{5, 6}, "B"}, {{13, 14}, "C"}, {{18, 19}, "D"}});
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].added == Lines{"f(A, B)"});
  CHECK(changes[1].firstLine == 2);
  CHECK(changes[1].added == Lines{"  C,"});
  CHECK(changes[2].added == Lines{"  D)"});
}

TEST_CASE("changedLines: joining and removing lines", "[cli]") {
  const Text text("a(\n  1,\n  2)\nb");
  const auto changes = changedLines(text, std::vector<TextEdit>{{{2, 10}, "1, "}});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].removed == Lines{"a(", "  1,", "  2)"});
  CHECK(changes[0].added == Lines{"a(1, 2)"});
  CHECK(changedLines(text, std::vector<TextEdit>{{{0, 1}, "a"}}).empty());
  CHECK(changedLines(text, {}).empty());
}

TEST_CASE("changedLines: an edit that cuts a line ending in two", "[cli]") {
  const Text text("a\r\nb\r\n");
  const auto changes = changedLines(text, std::vector<TextEdit>{{{2, 2}, "x"}});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].removed == Lines{""});
  CHECK(changes[0].added == Lines{"x"});
}
