#include "analysis/syntax/items.h"

#include "test/support/catch.h"
#include "test/support/parsed.h"

#include <string>
#include <vector>

using namespace pysecd;
using namespace pysecd::test;

namespace {

std::vector<std::string> names(const Items& items) {
  std::vector<std::string> found;
  for (const Item& item : items.items)
    found.push_back(item.qualname + (item.ordinal == 0 ? "" : "#" + std::to_string(item.ordinal)));
  return found;
}

std::vector<std::string> namesIn(std::string source) {
  return names(Parsed(std::move(source)).items);
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a file without functions is its module") {
  Parsed parsed("x = 1\n");
  CHECK(names(parsed.items) == Names{"<module>"});
  CHECK(parsed.items.items[0].range == ByteRange{0, 6});
  CHECK(*parsed.items.moduleSource == "x = 1\n");
  CHECK(parsed.items.moduleToText(4) == 4);
}

TEST_CASE("functions of the module and of its classes are items, nested ones are not") {
  CHECK(namesIn("def f():\n"
                "    def inner(): pass\n"
                "    class C:\n"
                "        def method(self): pass\n"
                "class A:\n"
                "    def f(self): pass\n"
                "    class B:\n"
                "        async def g(self): pass\n"
                "    def h(self): pass\n"
                "async def k(): pass\n") == Names{"<module>", "f", "A.f", "A.B.g", "A.h", "k"});
}

TEST_CASE("functions in compound statements are items") {
  CHECK(namesIn("if a:\n    def f1(): pass\n"
                "elif b:\n    def f2(): pass\n"
                "else:\n    def f3(): pass\n"
                "try:\n    def f4(): pass\n"
                "except E:\n    def f5(): pass\n"
                "else:\n    def f6(): pass\n"
                "finally:\n    def f7(): pass\n"
                "with a:\n    def f8(): pass\n"
                "for i in a:\n    def f9(): pass\n"
                "else:\n    def f10(): pass\n"
                "while a:\n    def f11(): pass\n"
                "match a:\n    case 1:\n        def f12(): pass\n"
                "class C:\n    if a:\n        def f13(self): pass\n") ==
        Names{"<module>", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
              "C.f13"});
}

TEST_CASE("functions of equal name are told apart by their order") {
  CHECK(namesIn("def f(): pass\ndef g(): pass\ndef f(): pass\n"
                "class A:\n    def f(self): pass\nclass A:\n    def f(self): pass\n") ==
        Names{"<module>", "f", "g", "f#1", "A.f", "A.f#1"});
}

TEST_CASE("decorators belong to the item") {
  const std::string source =
      "@a\n@b.c(1)  # why\ndef f(): pass\n@d\nclass C:\n    @e\n    def g(self): pass\n";
  Parsed parsed(source);
  REQUIRE(names(parsed.items) == Names{"<module>", "f", "C.g"});
  CHECK(parsed.text->slice(parsed.items.items[1].range) == "@a\n@b.c(1)  # why\ndef f(): pass");
  CHECK(parsed.text->slice(parsed.items.items[2].range) == "@e\n    def g(self): pass");
  CHECK(*parsed.items.moduleSource == "\n@d\nclass C:\n    \n");
}

TEST_CASE("the module is the text without its functions, and offsets lead back") {
  const std::string source =
      "import a\ndef f(): pass\nx = 1\nclass C:\n    y = 2\n    def g(self): pass\n    z = 3\n";
  Parsed parsed(source);
  const std::string& module = *parsed.items.moduleSource;
  CHECK(module == "import a\n\nx = 1\nclass C:\n    y = 2\n    \n    z = 3\n");
  for (const std::string_view piece : {"import a", "x = 1", "class C", "y = 2", "z = 3"}) {
    CAPTURE(piece);
    CHECK(parsed.items.moduleToText(static_cast<ByteOffset>(module.find(piece))) ==
          source.find(piece));
    CHECK(parsed.items.moduleToText(static_cast<ByteOffset>(module.find(piece) + piece.size())) ==
          source.find(piece) + piece.size());
  }
  const Ast ast = parsed.lower(0);
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    if (ast[id].kind != NodeKind::Name && ast[id].kind != NodeKind::Integer)
      continue;
    const ByteOffset begin = parsed.items.moduleToText(ast[id].begin);
    CHECK(source.substr(begin, ast.text(id).size()) == ast.text(id));
  }
}

TEST_CASE("functions that touch leave one cut after the other") {
  Parsed parsed("@a\ndef f(): pass\ndef g(): pass\n");
  REQUIRE(parsed.items.cuts.size() == 2);
  CHECK(*parsed.items.moduleSource == "\n\n");
  CHECK(parsed.items.moduleToText(0) == 16);
  CHECK(parsed.items.moduleToText(1) == 30);
  CHECK(parsed.items.moduleToText(2) == 31);
}

TEST_CASE("a function's hash changes with its text and its indentation only") {
  const auto hashOf = [](std::string source, std::string_view qualname) {
    const Parsed parsed(std::move(source));
    for (const Item& item : parsed.items.items)
      if (item.qualname == qualname)
        return item.textHash;
    return Hash64{0};
  };
  const Hash64 hash = hashOf("def f():\n  x\n", "f");
  CHECK(hash != 0);
  CHECK(hash == hashOf("import a\n\n\ndef f():\n  x\n\n\ny = 1\n", "f"));
  CHECK(hash == hashOf("if a:\n  y\ndef f():\n  x\n", "f"));
  CHECK(hash != hashOf("def f():\n  y\n", "f"));
  CHECK(hash != hashOf("@d\ndef f():\n  x\n", "f"));
  CHECK(hashOf("if a:\n def f(): x\n", "f") != hashOf("if a:\n  def f(): x\n", "f"));
}

TEST_CASE("the module's hash ignores what is inside functions, not which functions there are") {
  const auto hashOf = [](std::string source) {
    return Parsed(std::move(source)).items.items[0].textHash;
  };
  const Hash64 hash = hashOf("x = 1\ndef f(): pass\ndef g(): pass\n");
  CHECK(hash == hashOf("x = 1\n@d\ndef f(a, b): return 1\ndef g(): pass\n"));
  CHECK(hash != hashOf("x = 2\ndef f(): pass\ndef g(): pass\n"));
  CHECK(hash != hashOf("x = 1\ndef h(): pass\ndef g(): pass\n"));
  CHECK(hash != hashOf("x = 1\ndef g(): pass\ndef f(): pass\n"));
  CHECK(hash != hashOf("x = 1\nasync def f(): pass\ndef g(): pass\n"));
  CHECK(hash != hashOf("def f(): pass\nx = 1\ndef g(): pass\n"));
}

TEST_CASE("an error belongs to the item it is in") {
  CHECK_FALSE(Parsed("def f():\n    x = = 1\n    return 1\n").items.items[0].hasErrors);
  CHECK(Parsed("def f():\n    x = = 1\n    return 1\n").items.items[1].hasErrors);
  CHECK(Parsed("x = = 1\ndef f():\n    return 1\n").items.items[0].hasErrors);
  CHECK_FALSE(Parsed("x = = 1\ndef f():\n    return 1\n").items.items[1].hasErrors);
}

TEST_CASE("paths of hostile class names do not multiply") {
  std::string source;
  std::string indent;
  for (int level = 0; level < 20; ++level, indent += " ")
    source += indent + "class " + std::string(1000, 'a') + std::to_string(level) + ":\n";
  for (int i = 0; i < 50; ++i)
    source += indent + "def f" + std::to_string(i) + "(self): pass\n";
  Parsed parsed(source);
  REQUIRE(parsed.items.items.size() == 51);
  for (const Item& item : parsed.items.items)
    CHECK(item.qualname.size() < 2000);
}
