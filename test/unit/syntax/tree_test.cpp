#include "analysis/syntax/tree.h"

#include "test/support/catch.h"
#include "test/support/parsed.h"
#include "test/support/random_edits.h"

#include <chrono>
#include <random>

using namespace pysecd;
using namespace pysecd::test;
using namespace std::chrono_literals;

namespace {

std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  text.reserve(piece.size() * count);
  for (; count > 0; --count)
    text += piece;
  return text;
}

std::string nestedBlocks(int depth) {
  std::string text;
  for (int level = 0; level < depth; ++level)
    text += std::string(static_cast<std::size_t>(level), ' ') + "if x:\n";
  return text + std::string(static_cast<std::size_t>(depth), ' ');
}

const std::vector<std::string>& editedSources() {
  static const std::vector<std::string> sources = {
      "import os\n\n\ndef f(a, b=1):\n    if a:\n        return b\n    return os.path.join(a, "
      "'é')\n",
      "class A(B):\n    x = 1\n\n    @staticmethod\n    def f():\n        return f\"{x!r:>10} "
      "{{}}\"\n\n"
      "    def g(self):\n        for i in range(10):\n            yield i\n\nA().g()\n",
      "def outer():\n    try:\n        with open('😀') as f:\n            print(f.read())\n"
      "    except (OSError, ValueError) as e:\n        raise RuntimeError('x') from e\n"
      "    finally:\n        pass\n\nasync def h(*, key=None, **rest):\n    await key(rest)\n",
      "x = [\n    1,\n    2,\n]\nmatch x:\n    case [a, *_]:\n        print(a)\n    case {'k': "
      "v}:\n"
      "        print(v)\n",
  };
  return sources;
}

} // namespace

TEST_CASE("a byte order mark is no part of the program") {
  Parsed with("\xEF\xBB\xBFimport os\n\n\ndef f():\n    pass\n");
  CHECK_FALSE(with.tree.hasErrors());
  REQUIRE(with.items.items.size() == 2);
  CHECK(with.items.items[1].range == ByteRange{15, 32});
  CHECK(with.lower(0).text(with.lower(0).list(with.lower(0).root)[0]) == "import os");
  CHECK(Parsed("\xEF\xBB\xBF").items.items.size() == 1);
  CHECK_FALSE(Parsed("\xEF\xBB\xBF\"doc\"\n").tree.hasErrors());
  CHECK_FALSE(Parsed("\xEF\xBB\xBF# comment\nx = 1\n").tree.hasErrors());
  CHECK_FALSE(Parsed("\xEF\xBB\xBF\nclass A:\n  x = 1\n").tree.hasErrors());
}

TEST_CASE("texts that are no Python at all are parsed too") {
  for (const std::string& text :
       {std::string(), std::string("\n"), std::string("\0", 1), std::string("x = 1\0y = 2\n", 12),
        std::string("s = 'a\0b'\n", 10), std::string("# \0 \n\0", 6), std::string("a = 1\rb = 2\r"),
        std::string("def f():\r  return 1\rf()\r"), std::string("\xFF\xFE\x00\x41"),
        std::string("'\xC3'\n\xF0\x9F"), std::string("\\"), std::string("\t\f\v \r")}) {
    CAPTURE(text);
    CHECK(Parsed(text).items.items.size() >= 1);
  }
}

TEST_CASE("a parse stops at its deadline, and the parser is good for the next", "[serial]") {
  // Each backslash-newline is looked at again from every one before it: hours, at this size.
  const TextPtr slow = makeText(repeated("\\\n", 1'000'000) + "x = 1\n");
  const TextPtr quick = makeText("x = 1\n");
  Parser parser;
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(parser.parse(*slow, CancelToken(20ms)).has_value());
  CHECK(std::chrono::steady_clock::now() - start < 2s);
  const std::optional<Tree> next = parser.parse(*quick, {});
  REQUIRE(next.has_value());
  CHECK(Parsed(quick, next->copy()).printAll() == Parsed("x = 1\n").printAll());
}

TEST_CASE("a large file is read whole, wherever its characters fall") {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    Parsed parsed(std::string(shift, '#') + "\n" + repeated("é漢 = '😀é漢😀😀😀😀😀😀'\n", 3'000));
    CHECK_FALSE(parsed.tree.hasErrors());
    const Ast ast = parsed.lower(0);
    REQUIRE(ast.list(ast.root).size() == 3'000);
    for (const std::string& cooked : ast.cooked)
      REQUIRE(cooked == "😀é漢😀😀😀😀😀😀");
  }
}

TEST_CASE("a cancelled parse gives nothing") {
  const CancelToken cancel;
  cancel.cancel();
  Parser parser;
  CHECK_FALSE(parser.parse(*makeText("x"), cancel).has_value());
  const TextPtr text = makeText("x\n");
  const Tree tree = parser.parse(*text, {}).value();
  CHECK_FALSE(parser.reparse(tree, *text, *makeText("xy\n"), cancel).has_value());
  CHECK(parser.reparse(tree, *text, *makeText("xy\n"), {}).has_value());
}

TEST_CASE("more indents than the scanner can save give errors, not a crash") {
  for (const int depth : {255, 509, 510, 511, 512, 600})
    CHECK(Parsed(nestedBlocks(depth) + "\"open\n").tree.hasErrors());
  CHECK(Parsed(nestedBlocks(600) + repeated("f'{", 300)).tree.hasErrors());
}

TEST_CASE("reparsing an unchanged text gives the same tree") {
  Parser parser;
  const TextPtr text = makeText("def f():\n    return 1\n");
  const Tree tree = parser.parse(*text, {}).value();
  const Tree again = parser.reparse(tree, *text, *text, {}).value();
  CHECK(Parsed(text, again.copy()).printAll() == Parsed(text, tree.copy()).printAll());
}

TEST_CASE("an edit inside a character or a line end is found") {
  struct Edit {
    std::string before, after;
  };
  const std::string head = "# " + std::string(200, '-') + "\r\n";
  for (const Edit& edit :
       {Edit{"x = 'é'\n", "x = 'è'\n"}, Edit{"x = '😀'\n", "x = '😁'\n"},
        Edit{"x = '😀'\n", "x = '\U0001FA00'\n"}, Edit{"a = 1\r\nb = 2\r\n", "a = 1\nb = 2\r\n"},
        Edit{"a = 1\n", "a = 1\r\n"}, Edit{"", "x\n"}, Edit{"x\n", ""}, Edit{"aaaa\n", "aaaaaa\n"},
        Edit{"def f():\n  a\n", "def f():\n  a\n  a\n"},
        Edit{"s = 'a\x80'\n", "s = 'a\x80\x80'\n"}}) {
    CAPTURE(edit.before, edit.after);
    const TextPtr before = makeText(head + edit.before + "y = 3\n");
    const TextPtr after = makeText(head + edit.after + "y = 3\n");
    Parser parser;
    const Tree old = parser.parse(*before, {}).value();
    CHECK(Parsed(after, parser.reparse(old, *before, *after, {}).value()).printAll() ==
          Parsed(after).printAll());
  }
}

TEST_CASE("after random edits the reparsed tree is the fresh one where the text is error-free") {
  std::mt19937 random(42);
  std::size_t compared = 0;
  for (const std::string& source : editedSources()) {
    TextPtr text = makeText(source);
    Parser parser;
    Tree tree = parser.parse(*text, {}).value();
    for (int round = 0; round < 300; ++round) {
      // Back to the source now and then, else the text rots and nothing is error-free any more.
      const TextPtr next = makeText(round % 3 == 2 ? source : randomEdit(text->bytes(), random));
      tree = parser.reparse(tree, *text, *next, {}).value();
      text = next;
      Parsed fresh(text);
      if (fresh.tree.hasErrors())
        continue;
      CAPTURE(text->bytes());
      Parsed incremental(text, tree.copy());
      REQUIRE(incremental.printAll() == fresh.printAll());
      REQUIRE(incremental.items.items.size() == fresh.items.items.size());
      for (std::size_t i = 0; i < fresh.items.items.size(); ++i)
        REQUIRE(incremental.items.items[i].textHash == fresh.items.items[i].textHash);
      ++compared;
    }
  }
  CHECK(compared > 400); // else the test has stopped testing
}
