#include "analysis/semantic/scope.h"
#include "test/support/catch.h"
#include "test/support/parsed.h"

using namespace pysecd;

namespace {

// Each use of `name` in text order: the variable's slot, or "global".
std::vector<std::string> usesOf(std::string source, std::string_view name, std::size_t item = 1) {
  test::Parsed parsed(std::move(source));
  const Ast ast = parsed.lower(item);
  const Scopes scopes = buildScopes(ast, parsed.symbols);
  std::vector<std::pair<ByteOffset, std::string>> uses;
  for (NodeId id = 1; id < ast.nodes.size(); ++id)
    if (ast[id].kind == NodeKind::Name && parsed.symbols.text(ast[id].symbol) == name)
      uses.emplace_back(ast[id].begin,
                        scopes.of(id) == kGlobalSlot ? "global" : std::to_string(scopes.of(id)));
  std::sort(uses.begin(), uses.end());
  std::vector<std::string> out;
  for (auto& [at, slot] : uses)
    out.push_back(std::move(slot));
  return out;
}

using Uses = std::vector<std::string>;

} // namespace

TEST_CASE("a name assigned anywhere in a function is local everywhere in it", "[semantic]") {
  CHECK(usesOf("def f():\n    print(x)\n    x = 1\n", "x") == Uses{"0", "0"});
  CHECK(usesOf("def f():\n    print(x)\n", "x") == Uses{"global"});
  CHECK(usesOf("def f():\n    global x\n    x = 1\n", "x") == Uses{"global", "global"});
  CHECK(usesOf("def f(x):\n    for x in y: pass\n", "x") == Uses{"0"});
  CHECK(usesOf("def f():\n    with a as (b, x): print(x)\n", "x") == Uses{"1", "1"});
  CHECK(usesOf("def f():\n    if (x := g()): print(x)\n", "x") == Uses{"0", "0"});
}

TEST_CASE("nested functions see the variables around them", "[semantic]") {
  CHECK(usesOf("def f(x):\n    def g():\n        return x\n    return g\n", "x") == Uses{"0"});
  const Uses shadowed = usesOf("def f(x):\n    def g(x):\n        return x\n    return x\n", "x");
  REQUIRE(shadowed.size() == 2);
  CHECK(shadowed[0] != shadowed[1]);
  CHECK(usesOf("def f(x):\n    def g():\n        nonlocal x\n        x = 2\n    return x\n", "x") ==
        Uses{"0", "0", "0"});
  CHECK(usesOf("def f(x):\n    return lambda y: x + y\n", "x") == Uses{"0"});
}

TEST_CASE("a comprehension has a scope of its own, but for its first iterable and walrus",
          "[semantic]") {
  const Uses uses = usesOf("def f(x):\n    a = [x for x in x]\n    return x\n", "x");
  REQUIRE(uses.size() == 4); // element, target, iterable, return
  CHECK(uses[0] == uses[1]);
  CHECK(uses[2] == uses[3]);
  CHECK(uses[0] != uses[3]);
  const Uses walrus = usesOf("def f(x):\n    a = [y := v for v in x]\n    return y\n", "y");
  REQUIRE(walrus.size() == 2);
  CHECK(walrus[0] == walrus[1]);
}

TEST_CASE("class bodies are not seen from their methods", "[semantic]") {
  CHECK(
      usesOf("def f():\n    class C:\n        x = 1\n        def m(self):\n            return x\n",
             "x")
          .back() == "global");
}

TEST_CASE("imports bind the first component or the alias", "[semantic]") {
  CHECK(usesOf("def f():\n    import os.path\n    return os\n", "os") == Uses{"0"});
  CHECK(usesOf("def f():\n    import os.path as p\n    return p, os\n", "os") == Uses{"global"});
  CHECK(usesOf("def f():\n    from a import b as c\n    return c\n", "c") == Uses{"0"});
}

TEST_CASE("fields assigned on the first parameter are known", "[semantic]") {
  test::Parsed parsed("class C:\n    def m(self, other):\n        self.a, (self.b, c) = 1, (2, "
                      "3)\n        self.d += 1\n"
                      "        other.e = 1\n        self.f.g = 1\n");
  const Ast ast = parsed.lower(1);
  const Scopes scopes = buildScopes(ast, parsed.symbols);
  std::vector<std::string> names;
  for (const Symbol field : scopes.storedFields)
    names.emplace_back(parsed.symbols.text(field));
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"a", "b", "d"});
}
