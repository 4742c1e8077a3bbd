// Sources made to break a parser: each must end in an Ast that keeps its promises, in linear time
// (a quadratic step runs into the test's timeout).
#include "test/support/ast_invariants.h"
#include "test/support/catch.h"
#include "test/support/parsed.h"
#include "test/support/random_edits.h"

#include <algorithm>
#include <array>
#include <random>

using namespace pysecd;
using namespace pysecd::test;

namespace {

std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  text.reserve(piece.size() * count);
  for (; count > 0; --count)
    text += piece;
  return text;
}

// head(0) head(1)... with growing indentation, as nested compound statements.
std::string nested(std::string_view head, std::size_t depth, std::string_view innermost) {
  std::string text;
  for (std::size_t level = 0; level < depth; ++level)
    text.append(std::string(level, ' ')).append(head).append("\n");
  return text.append(std::string(depth, ' ')).append(innermost).append("\n");
}

std::size_t count(const Ast& ast, NodeKind kind) {
  return static_cast<std::size_t>(
      std::count_if(ast.nodes.begin() + 1, ast.nodes.end(),
                    [kind](const Node& node) { return node.kind == kind; }));
}

void checkAll(const std::string& source) {
  INFO(source.substr(0, 300));
  Parsed parsed(source);
  ByteOffset last = 0;
  for (std::size_t i = 0; i < parsed.items.items.size(); ++i) {
    const Ast ast = parsed.lower(i);
    REQUIRE(brokenInvariant(ast) == "");
    REQUIRE(parentsOf(ast).size() == ast.nodes.size());
    const ByteRange range = parsed.items.items[i].range;
    REQUIRE(last <= range.begin);
    REQUIRE(range.begin <= range.end);
    REQUIRE(range.end <= source.size());
    last = i == 0 ? 0 : range.end;
    REQUIRE(ast.source.size() == (i == 0 ? parsed.items.moduleSource->size() : range.size()));
  }
  for (const Items::Cut& cut : parsed.items.cuts)
    REQUIRE(parsed.items.moduleToText(cut.at) <= source.size());
}

// What was read and what was given up, in a function, since that is how most code is met.
void checkBounded(std::string expressionSource) {
  checkAll(expressionSource + "\n");
  checkAll("def f():\n    return " + std::move(expressionSource) + "\n");
}

} // namespace

TEST_CASE("deep nesting of brackets is bounded") {
  const auto check = [](std::string_view open, std::string_view close, std::size_t depth) {
    CAPTURE(open, depth);
    checkBounded(repeated(open, depth) + "x" + repeated(close, depth));
    checkBounded(repeated(open, depth));
    checkBounded(repeated(close, depth));
  };
  check("(", ")", 100'000);
  for (const auto& [open, close] :
       {std::pair{"[", "]"}, std::pair{"{", "}"}, std::pair{"f(", ")"}, std::pair{"a[", "]"}})
    check(open, close, 10'000);
}

TEST_CASE("deep nesting of operators is bounded") {
  for (const std::string_view prefix :
       {"not ", "-", "~", "await ", "lambda: ", "a ** ", "b if c else ", "a := ", "{1: ", "*"})
    checkBounded(repeated(prefix, 10'000) + "x");
  checkBounded(repeated("not ", 100'000) + "x");
  for (const std::string_view suffix :
       {" + a", " and a", ".b", "()", "[0]", " if b else c", " < a"})
    checkBounded("a" + repeated(suffix, 20'000));
}

TEST_CASE("an expression nested beyond the bound is an Error, up to it it is read") {
  const auto errorsIn = [](std::size_t operands) {
    Parsed parsed("x = a" + repeated(" + a", operands) + "\n");
    return count(parsed.lower(0), NodeKind::Error);
  };
  CHECK(errorsIn(200) == 0);
  CHECK(errorsIn(20'000) == 2); // both operands of the last that is read
}

TEST_CASE("what only looks deep is not") {
  Parsed chain(repeated("a = ", 20'000) + "1\n");
  CHECK(chain.lower(0).list(1).size() == 1);
  CHECK(count(chain.lower(0), NodeKind::Name) == 20'000);
  Parsed list("x = [" + repeated("a, ", 20'000) + "]\n");
  CHECK(count(list.lower(0), NodeKind::Name) == 20'001);
  Parsed strings("x = (" + repeated("'a' ", 20'000) + ")\n");
  CHECK(count(strings.lower(0), NodeKind::String) == 20'000);
  Parsed decorators(repeated("@a\n", 20'000) + "def f(): pass\n");
  CHECK(count(decorators.lower(1), NodeKind::Name) == 20'000);
}

TEST_CASE("deep nesting of statements is bounded") {
  for (const std::string_view head :
       {"if a:", "while a:", "for a in b:", "with a:", "try:", "class A:", "def f():", "match a:",
        "case a:", "async def f(a=lambda b=lambda: 1: 2):", "@a", "else:", "except:"}) {
    checkAll(nested(head, 290, "x = 1"));
    checkAll(nested(head, 500, "x = 1"));
    checkAll("def f():\n " + nested(head, 400, "x = 1"));
  }
}

TEST_CASE("a long elif chain is bounded and its statements' depth too") {
  std::string source = "if a: b\n" + repeated("elif c: d\n", 20'000) + "else: e\n";
  checkAll(source);
  Parsed parsed("if a: b\n" + repeated("elif c: d\n", 250) + "else: e\n");
  const Ast ast = parsed.lower(0);
  CHECK(count(ast, NodeKind::If) == 251);
  CHECK(count(ast, NodeKind::Error) == 0);
}

TEST_CASE("deep nesting of strings and patterns is bounded") {
  checkBounded(repeated("f'{", 1'000) + "x" + repeated("}'", 1'000));
  checkBounded("f'" + repeated("{a:", 10'000) + repeated("}", 10'000) + "'");
  for (const auto& [open, close] :
       {std::pair{"[", "]"}, std::pair{"(", ")"}, std::pair{"{'a': ", "}"}, std::pair{"A(", ")"},
        std::pair{"A(b=", ")"}, std::pair{"b | ", ""}})
    checkAll("match a:\n    case " + repeated(open, 10'000) + "b" + repeated(close, 10'000) +
             ":\n        pass\n");
  checkAll("match a:\n    case a" + repeated(".b", 20'000) + ":\n        pass\n");
  checkAll("import a" + repeated(".b", 20'000) + "\nfrom " + repeated(".", 20'000) + " import a\n");
}

TEST_CASE("nesting of all kinds at once stays within the depth promised") {
  std::string expression = "x";
  for (int level = 0; level < 200; ++level)
    expression = "lambda a=[f'{" + std::string(level % 2 ? "" : "not ") + "(" + expression +
                 ")}' for b in c]: d < e";
  checkBounded(expression);
  std::string source;
  for (std::size_t level = 0; level < 400; level += 2)
    source += std::string(level, ' ') + "try: a\n" + std::string(level, ' ') + "except b:\n" +
              std::string(level + 1, ' ') + "if a: pass\n" + std::string(level + 1, ' ') +
              "elif b:\n";
  checkAll(source + std::string(400, ' ') + "x = " + repeated("lambda a=", 400) + "1\n");
}

TEST_CASE("errors nested in errors are bounded") {
  checkAll(repeated("def f(:\n    if x\n", 2'000));
  checkAll(repeated("class A\n  def f(\n    return (\n", 1'000));
  checkAll(repeated("( [ { \"\"\" f'{ ", 1'000));
  checkAll(repeated("else except finally case elif : ", 3'000));
  checkAll(repeated("@\n", 5'000) + "def f(): pass\n");
}

TEST_CASE("any bytes give an Ast") {
  std::mt19937 random(99);
  for (int round = 0; round < 400; ++round) {
    std::string source;
    for (auto size = random() % 200; size > 0; --size)
      source.push_back(static_cast<char>(random() & 0xff));
    checkAll(source);
  }
}

TEST_CASE("any tokens give an Ast") {
  static constexpr std::array<std::string_view, 64> tokens = {
      "def ",   "class ",  "f",      "(",      ")",      ":",         "\n",      "\n    ",
      "\n  ",   "if ",     "elif ",  "else",   "for ",   " in ",      "while ",  "try",
      "except", "finally", "with ",  " as ",   "match ", "case ",     "import ", "from ",
      "lambda", "not ",    " and ",  "=",      ":=",     "+",         "-",       "*",
      "**",     "@",       ".",      ",",      "[",      "]",         "{",       "}",
      "'",      "\"\"\"",  "f'{",    "}'",     "!r",     "b'\\x00'",  "0x1",     "1.5j",
      "await ", "async ",  "yield ", "return", "raise ", "global ",   "print ",  "exec ",
      "type ",  "`",       "<>",     "_",      "\\\n",   "# comment", "\r\n",    "...",
  };
  std::mt19937 random(5);
  for (int round = 0; round < 1'500; ++round) {
    std::string source;
    for (auto size = random() % 60; size > 0; --size)
      source += tokens[random() % tokens.size()];
    checkAll(source);
  }
}

TEST_CASE("a program cut off anywhere gives an Ast") {
  const std::string source =
      "import a\n@d(1)\nclass C(B):\n    def f(self, *a: int, k=f'{x!r:>{w}}') -> T:\n"
      "        try:\n            with open('é') as g, h():\n                return [y for y in g "
      "if y]\n"
      "        except* (E, F) as e:\n            match e:\n                case {'k': [a, *_]} if "
      "a: pass\n"
      "        finally:\n            x[1:2] += lambda: (yield)\n";
  for (std::size_t size = 0; size <= source.size(); ++size) {
    checkAll(source.substr(0, size));
    checkAll(source.substr(size));
  }
}

TEST_CASE("random edits never break an Ast's promises") {
  std::mt19937 random(2025);
  std::string source =
      "class A:\n    @p\n    def f(self):\n        if a:\n            return f'{b}'\n";
  for (int round = 0; round < 1'000; ++round) {
    source = randomEdit(source, random);
    if (source.size() > 2'000)
      source.resize(500);
    checkAll(source);
  }
}
