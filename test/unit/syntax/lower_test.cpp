// Samples of test/syntax: `=== title`, source, `---`, the Ast as test/support/ast_printer.h prints
// it. PYSECD_UPDATE=1 in the environment rewrites what follows `---`.
#include "test/support/ast_invariants.h"
#include "test/support/catch.h"
#include "test/support/parsed.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

using namespace pysecd;
using namespace pysecd::test;
namespace fs = std::filesystem;

namespace {

struct Sample {
  std::string title, source, expected;
};

std::vector<fs::path> sampleFiles() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(PYSECD_SOURCE_DIR) / "test/syntax"))
    if (entry.path().extension() == ".txt")
      paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<Sample> readSamples(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<Sample> samples;
  bool expected = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("=== ")) {
      samples.push_back({line.substr(4), "", ""});
      expected = false;
    } else if (line == "---") {
      expected = true;
    } else if (!samples.empty()) {
      (expected ? samples.back().expected : samples.back().source) += line + "\n";
    }
  }
  for (Sample& sample : samples)
    if (sample.expected.ends_with("\n\n")) // the blank line before the next sample
      sample.expected.pop_back();
  return samples;
}

std::vector<Sample> allSamples() {
  std::vector<Sample> samples;
  for (const fs::path& path : sampleFiles())
    for (Sample& sample : readSamples(path))
      samples.push_back(std::move(sample));
  return samples;
}

// The module's Ast, then each function's under its name.
std::string actualOf(const Sample& sample) {
  Parsed parsed(sample.source);
  std::string actual = parsed.print(0);
  for (std::size_t i = 1; i < parsed.items.items.size(); ++i)
    actual += "-- " + parsed.items.items[i].qualname + "\n" + parsed.print(i);
  return actual;
}

void writeSamples(const fs::path& path, const std::vector<Sample>& samples) {
  std::ofstream out(path, std::ios::binary);
  std::string_view separator;
  for (const Sample& sample : samples) {
    out << separator << "=== " << sample.title << "\n"
        << sample.source << "---\n"
        << sample.expected;
    separator = "\n";
  }
}

} // namespace

TEST_CASE("samples lower to the trees they show") {
  const bool update = std::getenv("PYSECD_UPDATE") != nullptr;
  for (const fs::path& path : sampleFiles()) {
    std::vector<Sample> samples = readSamples(path);
    REQUIRE_FALSE(samples.empty());
    for (Sample& sample : samples) {
      INFO(path.filename().string() << ": " << sample.title);
      const std::string actual = actualOf(sample);
      if (update)
        sample.expected = actual;
      else
        CHECK(actual == sample.expected);
    }
    if (update)
      writeSamples(path, samples);
  }
}

TEST_CASE("the samples have every kind of node") {
  std::set<NodeKind> seen;
  for (const Sample& sample : allSamples()) {
    Parsed parsed(sample.source);
    for (std::size_t i = 0; i < parsed.items.items.size(); ++i) {
      const Ast ast = parsed.lower(i);
      for (NodeId id = 1; id < ast.nodes.size(); ++id)
        seen.insert(ast[id].kind);
    }
  }
  for (std::size_t kind = 0; kind < nodeKindCount; ++kind) {
    INFO(nameOf(static_cast<NodeKind>(kind)));
    CHECK(seen.contains(static_cast<NodeKind>(kind)));
  }
}

TEST_CASE("samples that are Python have no errors") {
  for (const fs::path& path : sampleFiles()) {
    if (path.stem() == "broken")
      continue;
    for (const Sample& sample : readSamples(path)) {
      INFO(path.filename().string() << ": " << sample.title);
      CHECK_FALSE(Parsed(sample.source).tree.hasErrors());
    }
  }
}

TEST_CASE("every node of an error-free source is in the tree, inside its parent") {
  for (const Sample& sample : allSamples()) {
    INFO(sample.title);
    Parsed parsed(sample.source);
    for (std::size_t i = 0; i < parsed.items.items.size(); ++i) {
      const Ast ast = parsed.lower(i);
      CHECK(brokenInvariant(ast) == "");
      if (parsed.tree.hasErrors())
        continue;
      const std::vector<NodeId> parents = parentsOf(ast);
      for (NodeId id = 1; id < ast.nodes.size(); ++id) {
        CAPTURE(nameOf(ast[id].kind), ast.text(id));
        CHECK((parents[id] == kNoNode) == (id == ast.root));
        if (id != ast.root)
          CHECK(ast[parents[id]].range().contains(ast[id].range()));
      }
    }
  }
}

TEST_CASE("ranges are what a reader would select") {
  const auto textOfFirst = [](std::string source, NodeKind kind) {
    Parsed parsed("def f():\n    " + std::move(source) + "\n");
    const Ast ast = parsed.lower(1);
    for (NodeId id = 1; id < ast.nodes.size(); ++id)
      if (ast[id].kind == kind)
        return std::string(ast.text(id));
    return std::string();
  };
  CHECK(textOfFirst("x = (a + b)", NodeKind::Binary) == "a + b");
  CHECK(textOfFirst("x = (a, b)", NodeKind::Tuple) == "(a, b)");
  CHECK(textOfFirst("x = a, b", NodeKind::Tuple) == "a, b");
  CHECK(textOfFirst("x[a, b]", NodeKind::Tuple) == "a, b");
  CHECK(textOfFirst("f(a, *b)", NodeKind::Call) == "f(a, *b)");
  CHECK(textOfFirst("f(k=(v))", NodeKind::KeywordArgument) == "k=(v)");
  CHECK(textOfFirst("f'a{b!r:>3}'", NodeKind::Interpolation) == "{b!r:>3}");
  CHECK(textOfFirst("f'a\\n{b}'", NodeKind::StringText) == "a\\n");
  CHECK(textOfFirst("a < b < c", NodeKind::CompareTerm) == "< b");
  CHECK(textOfFirst("(x) = 1", NodeKind::Assign) == "(x) = 1");
  CHECK(textOfFirst("try: a\n    except (A, B) as e: b", NodeKind::ExceptHandler) ==
        "except (A, B) as e: b");
  CHECK(textOfFirst("@d\n    def g(): pass", NodeKind::Decorators) == "@d");
}

TEST_CASE("a function keeps its Ast when the text around it moves") {
  Parsed before("def f(a):\n    return a + 1\n");
  Parsed after("import os\n\n\ndef f(a):\n    return a + 1\n");
  const Ast one = before.lower(1);
  const Ast two = after.lower(1);
  REQUIRE(one.nodes.size() == two.nodes.size());
  CHECK(one.source == two.source);
  for (NodeId id = 1; id < one.nodes.size(); ++id)
    CHECK(one[id].range() == two[id].range());
}

TEST_CASE("an Ast outlives the tree and the text it came from") {
  std::optional<Ast> function;
  std::optional<Ast> module;
  SymbolTable symbols;
  {
    const TextPtr text = makeText("x = 'module'\ndef f():\n    return 'function'\n");
    const Tree tree = Parser().parse(*text, {}).value();
    const Items items = listItems(tree, *text, symbols);
    function = lowerItem(items, 1, text, symbols);
    module = lowerItem(items, 0, text, symbols);
  }
  CHECK(function->source == "def f():\n    return 'function'");
  CHECK(module->source == "x = 'module'\n\n");
  CHECK(printAst(*function, symbols).find("\"function\"") != std::string::npos);
}
