#include "server/features/text_changes.h"
#include "test/support/catch.h"

#include <random>

using namespace pysecd;
using Change = lsp::TextDocumentContentChangeEvent;

namespace {

Change change(lsp::Position start, lsp::Position end, std::string text) {
  return {lsp::Range{start, end}, std::move(text)};
}

std::string changed(const std::string& text, const std::vector<Change>& changes,
                    ColumnUnit unit = ColumnUnit::Utf16) {
  const ChangedText result = applyChanges(makeText(text), changes, unit);
  return result.text ? std::string(result.text->bytes()) : "refused: " + result.error;
}

// What the specification says, word for word: each change on the text of the one before.
std::string applyOneByOne(std::string text, const std::vector<Change>& changes) {
  for (const Change& one : changes) {
    const ChangedText result = applyChanges(makeText(text), {&one, 1}, ColumnUnit::Utf16);
    if (!result.text)
      return "refused: " + result.error;
    text = result.text->bytes();
  }
  return text;
}

} // namespace

TEST_CASE("text changes: insert, delete, replace, whole", "[text_changes]") {
  CHECK(changed("ab\ncd\n", {change({1, 1}, {1, 1}, "X")}) == "ab\ncXd\n");
  CHECK(changed("ab\ncd\n", {change({0, 2}, {1, 0}, "")}) == "abcd\n");
  CHECK(changed("ab\ncd\n", {change({0, 0}, {2, 0}, "")}).empty());
  CHECK(changed("ab", {Change{{}, "whole"}}) == "whole");
  CHECK(changed("ab", {}) == "ab");
  CHECK(changed("", {change({0, 0}, {0, 0}, "x")}) == "x");
}

TEST_CASE("text changes: columns beyond a line are clamped, other positions refused",
          "[text_changes]") {
  CHECK(changed("ab\r\ncd", {change({0, 99}, {0, 99}, "X")}) == "abX\r\ncd");
  CHECK(changed("ab\n", {change({2, 0}, {2, 0}, "X")}) == "ab\nX"); // the line after the last
  CHECK(changed("ab\n", {change({2, 1}, {2, 1}, "X")}).starts_with("refused"));
  CHECK(changed("ab\n", {change({3, 0}, {3, 0}, "X")}).starts_with("refused"));
  CHECK(changed("ab\n", {change({0, 1}, {0, 0}, "X")}).starts_with("refused"));
  CHECK(changed("ab\n", {change({4294967295, 4294967295}, {4294967295, 4294967295}, "X")})
            .starts_with("refused"));
  CHECK(changed("🐍", {change({0, 1}, {0, 2}, "X")}).starts_with("refused"));
  CHECK(changed("🐍", {change({0, 0}, {0, 2}, "X")}) == "X");
  CHECK(changed("🐍", {change({0, 0}, {0, 4}, "X")}, ColumnUnit::Utf8) == "X");
  CHECK(changed("🐍", {change({0, 0}, {0, 3}, "X")}, ColumnUnit::Utf8).starts_with("refused"));
  CHECK(changed("🐍", {change({0, 0}, {0, 1}, "X")}, ColumnUnit::Utf32) == "X");
}

TEST_CASE("text changes: all or none", "[text_changes]") {
  CHECK(changed("ab", {change({0, 0}, {0, 1}, "X"), change({7, 0}, {7, 0}, "Y")}) ==
        "refused: an edit at 8:1-8:1 does not fit its text");
}

TEST_CASE("text changes: a text may not grow without end", "[text_changes]") {
  const auto grow = [](const std::string& by) {
    const std::vector<Change> changes{Change{{}, "1234"}, change({0, 0}, {0, 0}, by)};
    return applyChanges(makeText(""), changes, ColumnUnit::Utf16, 6).error;
  };
  CHECK(grow("56").empty());
  CHECK(grow("567") == "it grew beyond 6 bytes");
}

TEST_CASE("text changes: many at once give what one after the other gives", "[text_changes]") {
  const unsigned seed = GENERATE(range(0U, 400U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<std::uint32_t>(random() % limit); };
  const std::vector<std::string> pieces{"", "a", "\n", "\r", "\r\n", "🐍", "é\n\n", "xyz"};
  const auto text = [&](unsigned count) {
    std::string result;
    for (unsigned i = 0; i < count; ++i)
      result += pieces[below(static_cast<unsigned>(pieces.size()))];
    return result;
  };

  const std::string base = text(30);
  std::vector<Change> changes;
  for (unsigned i = 0, line = 12; i < 6; ++i) {
    // Mostly upwards through the text, as editors send several cursors.
    line = below(4) == 0 ? below(12) : line - std::min(line, below(3));
    const lsp::Position start{line, below(4)};
    changes.push_back(change(start, {start.line + below(2), start.character + below(3)}, text(3)));
  }
  const std::string expected = applyOneByOne(base, changes);
  CHECK(changed(base, changes) == expected);
}

TEST_CASE("text changes: a whole text ends what went before", "[text_changes]") {
  const std::vector<Change> changes{change({9, 9}, {9, 9}, "lost"), Change{{}, "a"},
                                    change({0, 0}, {0, 0}, "b"), Change{{}, "c"},
                                    change({0, 0}, {0, 0}, "d")};
  CHECK(fromLastWholeText(changes).size() == 2);
  CHECK(fromLastWholeText(changes)[0].text == "c");
  CHECK(fromLastWholeText(std::span(changes).first(1)).empty());
  CHECK(fromLastWholeText({}).empty());
}
