#include "server/cli/display.h"
#include "test/support/catch.h"

using namespace pysecd;
using namespace pysecd::cli;

namespace {

// The two lines below each other, as on a screen.
std::string shown(std::string_view line, ByteRange range, const SnippetOptions& options = {}) {
  const Snippet snippet = renderSnippet(line, range, options);
  return snippet.source + "\n" + snippet.marker;
}

} // namespace

TEST_CASE("displayWidth: narrow, wide, combining", "[cli]") {
  CHECK(displayWidth(U'a') == 1);
  CHECK(displayWidth(U'\u00e9') == 1);
  CHECK(displayWidth(U'\u0301') == 0);
  CHECK(displayWidth(U'\u200d') == 0);
  CHECK(displayWidth(U'\u6f22') == 2);
  CHECK(displayWidth(U'\uac00') == 2);
  CHECK(displayWidth(U'\U0001f600') == 2);
  CHECK(displayWidth(U'\uff21') == 2);
}

TEST_CASE("printable: nothing that moves the cursor or reorders text gets through", "[cli]") {
  CHECK(printable("plain \xc3\xa9") == "plain \xc3\xa9");
  CHECK(printable("\x1b[31mred") == "<U+001B>[31mred");
  CHECK(printable("a\r\nb\tc") == "a<U+000D><U+000A>b c");
  CHECK(printable("\xe2\x80\xae") == "<U+202E>");
  CHECK(printable("\xc2\x9b") == "<U+009B>");
  CHECK(printable("x\xff") == "x<FF>");
}

TEST_CASE("renderSnippet: caret and tildes under the range", "[cli]") {
  CHECK(shown("x = f(y)", {4, 8}) == "x = f(y)\n    ^~~~");
  CHECK(shown("x = f(y)", {0, 1}) == "x = f(y)\n^");
  CHECK(shown("x = f(y)", {4, 4}) == "x = f(y)\n    ^");
  CHECK(shown("x = f(y)", {8, 8}) == "x = f(y)\n        ^");
  CHECK(shown("x = f(y)", {6, 99}) == "x = f(y)\n      ^~");
  CHECK(shown("", {0, 0}) == "\n^");
}

TEST_CASE("renderSnippet: tabs stay tabs, and count to the next stop inside a range", "[cli]") {
  CHECK(shown("\tx = y", {5, 6}) == "\tx = y\n\t    ^");
  CHECK(shown("a\tb", {0, 3}) == "a\tb\n^~~~~~~~~");
  CHECK(shown("a\tb", {0, 3}, {.gutter = 9}) == "a\tb\n^~~~~~~~");
}

TEST_CASE("renderSnippet: cells, not bytes, are counted", "[cli]") {
  CHECK(shown("\xe6\xbc\xa2 = x", {6, 7}) == "\xe6\xbc\xa2 = x\n     ^");
  CHECK(shown("'\xe6\xbc\xa2'", {0, 5}) == "'\xe6\xbc\xa2'\n^~~~");
  CHECK(shown("e\xcc\x81 = x", {6, 7}) == "e\xcc\x81 = x\n    ^");
  CHECK(shown("\x1b = x", {4, 5}) == "<U+001B> = x\n           ^");
}

TEST_CASE("renderSnippet: a long line is cut around the range", "[cli]") {
  const SnippetOptions narrow{.gutter = 8, .maxWidth = 20};
  const std::string line = "0123456789abcdefghijklmnopqrstuvwxyz0123456789";
  CHECK(shown(line, {0, 3}, narrow) == "0123456789abcdefghij...\n^~~");
  CHECK(shown(line, {20, 24}, narrow) == "...cdefghijklmnopqrstuv...\n           ^~~~");
  CHECK(shown(line, {44, 46}, narrow) == "...qrstuvwxyz0123456789\n                     ^~");
  // A range longer than the window keeps its beginning.
  CHECK(shown(line, {10, 46}, narrow) == "...89abcdefghijklmnopqr...\n     ^~~~~~~~~~~~~~~~~~");
}

TEST_CASE("renderSnippet: a line of megabytes is looked at in part", "[cli]") {
  const std::string line = std::string(5'000'000, '\xe6') + "x" + std::string(5'000'000, ' ');
  const Snippet snippet = renderSnippet(line, {5'000'000, 5'000'001});
  CHECK(snippet.source.size() < 1000);
  CHECK(snippet.source.find('x') == snippet.marker.find('^'));
}
