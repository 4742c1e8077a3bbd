#include "analysis/semantic/import_scan.h"
#include "test/support/catch.h"
#include "test/support/fixtures.h"
#include "test/support/parsed.h"

#include <algorithm>

using namespace pysecd;

namespace {

// "a.b", "..a:name", ".:name", sorted as text.
std::vector<std::string> scanned(std::string_view text) {
  std::vector<std::string> out;
  for (const ScannedImport& import : scanImports(text))
    out.push_back(std::string(import.leadingDots, '.') + import.module +
                  (import.name.empty() ? "" : ":" + import.name));
  std::sort(out.begin(), out.end());
  return out;
}

using Imports = std::vector<std::string>;

// The imports that the parsed text holds, in every function and class of it.
std::vector<ScannedImport> parsedImports(test::Parsed& parsed) {
  std::vector<ScannedImport> out;
  for (std::size_t item = 0; item < parsed.items.items.size(); ++item) {
    const Ast ast = parsed.lower(item);
    for (NodeId id = 1; id < ast.nodes.size(); ++id) {
      const Node& node = ast[id];
      if (node.kind != NodeKind::Import && node.kind != NodeKind::ImportFrom)
        continue;
      const bool from = node.kind == NodeKind::ImportFrom;
      for (const NodeId name : ast.list(id)) {
        const std::string text(parsed.symbols.text(ast[name].symbol));
        if (from)
          out.push_back({std::string(parsed.symbols.text(node.symbol)), node.op,
                         text == "*" ? std::string() : text});
        else
          out.push_back({text, 0, {}});
      }
    }
  }
  return out;
}

} // namespace

TEST_CASE("import scan: plain statements", "[semantic]") {
  CHECK(scanned("").empty());
  CHECK(scanned("import a") == Imports{"a"});
  CHECK(scanned("import a, b.c as d, e\n") == Imports{"a", "b.c", "e"});
  CHECK(scanned("from a import b\n") == Imports{"a", "a:b"});
  CHECK(scanned("from a.b import c as d, e\n") == Imports{"a.b", "a.b:c", "a.b:e"});
  CHECK(scanned("from a import *\n") == Imports{"a"});
  CHECK(scanned("import a\nimport a\nfrom a import b\nfrom a import b\n") == Imports{"a", "a:b"});
}

TEST_CASE("import scan: leading dots", "[semantic]") {
  CHECK(scanned("from . import a") == Imports{".", ".:a"});
  CHECK(scanned("from .a import b") == Imports{".a", ".a:b"});
  CHECK(scanned("from ... import a") == Imports{"...", "...:a"});
  CHECK(scanned("from .. a import b") == Imports{"..a", "..a:b"});
  CHECK(scanned("from . . a import b") == Imports{"..a", "..a:b"});
  CHECK(scanned("from.import a") == Imports{".", ".:a"});
  CHECK(scanned("from.a import b") == Imports{".a", ".a:b"});
  CHECK(scanned("from .import_tools import b") == Imports{".import_tools", ".import_tools:b"});
}

TEST_CASE("import scan: one statement over several lines", "[semantic]") {
  CHECK(scanned("from a import (\n    b,\n    c as d,\n)\n") == Imports{"a", "a:b", "a:c"});
  CHECK(scanned("from a import (b, # first\n # import x\n c)\n") ==
        Imports{"a", "a:b", "a:c", "x"}); // one edge too many does no harm
  CHECK(scanned("import a, \\\n    b\n") == Imports{"a", "b"});
  CHECK(scanned("from \\\n  a \\\n import \\\n b\n") == Imports{"a", "a:b"});
  CHECK(scanned("from a import b\nc = 1, d\n") == Imports{"a", "a:b"});
  CHECK(scanned("import a\n, b\n") == Imports{"a"});
}

TEST_CASE("import scan: every end of line", "[semantic]") {
  CHECK(scanned("import a\r\nimport b\r\n") == Imports{"a", "b"});
  CHECK(scanned("import a\rimport b\r") == Imports{"a", "b"});
  CHECK(scanned("from a import (\r\n    b, # text\r\n    c\r\n)\r\n") ==
        Imports{"a", "a:b", "a:c"});
  CHECK(scanned("from a import (\r    b, # text\r    c\r)\r") == Imports{"a", "a:b", "a:c"});
  CHECK(scanned("import a, \\\r\n    b\r\n") == Imports{"a", "b"});
  CHECK(scanned("from a \\\r    import b\r") == Imports{"a", "a:b"});
}

TEST_CASE("import scan: statements behind others on their line", "[semantic]") {
  CHECK(scanned("import a; import b; from c import d; x = 1") == Imports{"a", "b", "c", "c:d"});
  CHECK(scanned("if x: import y") == Imports{"y"});
  CHECK(scanned("try: from a import b\nexcept ImportError: import c as b\n") ==
        Imports{"a", "a:b", "c"});
  CHECK(scanned("def f():\n\timport a\n\tclass C:\n\t\tfrom b import c\n") ==
        Imports{"a", "b", "b:c"});
  CHECK(scanned("\xef\xbb\xbfimport a\n") == Imports{"a"});
}

TEST_CASE("import scan: words that are no statement", "[semantic]") {
  CHECK(scanned("important = 1\nx.reimport = fromage\nimport_ = from_\n").empty());
  CHECK(scanned("yield from (a, b)\n").empty());
  CHECK(scanned("raise E from error\n").empty());
  CHECK(scanned("import\nfrom\nfrom a\nfrom import b\nimport *\nfrom a import\n").size() <= 2);
  CHECK(scanned("x = 'import a'  # from b import c\n") == Imports{"a", "b", "b:c"});
}

TEST_CASE("import scan: names of other alphabets", "[semantic]") {
  CHECK(scanned("import größe\nfrom données.été import café\n") ==
        Imports{"données.été", "données.été:café", "größe"});
}

TEST_CASE("import scan: hostile texts end, and give no more than the limit", "[semantic]") {
  std::string many;
  for (int i = 0; i < 5000; ++i)
    many += "import m" + std::to_string(i) + "\n";
  CHECK(scanImports(many).size() == 4096);
  std::string names = "from a import (";
  for (int i = 0; i < 5000; ++i)
    names += "n" + std::to_string(i) + ", ";
  CHECK(scanImports(names).size() <= 4096);
  CHECK(scanImports("from " + std::string(100000, '.') + " import a").size() <= 2);
  for (const std::string_view end :
       {"import \\", "from \\\r", "from a import (", "from .", "import a.", "from a import (b #",
        "from a import b as", "import a,"})
    CHECK(scanImports(end).size() <= 2);
  std::string zeros = "import a\n";
  zeros.insert(7, 1, '\0');
  CHECK(scanImports(zeros).size() <= 1);
}

TEST_CASE("import scan: finds at least what the parser finds", "[semantic]") {
  std::size_t imports = 0;
  for (const std::string& path : fixturePaths("test")) {
    if (!path.ends_with(".py"))
      continue;
    test::Parsed parsed(readRepositoryFile(path).value_or(""));
    const std::vector<ScannedImport> found = scanImports(parsed.text->bytes());
    CHECK(std::is_sorted(found.begin(), found.end()));
    for (const ScannedImport& import : parsedImports(parsed)) {
      ++imports;
      INFO(path << ": " << std::string(import.leadingDots, '.') << import.module << ' '
                << import.name);
      CHECK(std::binary_search(found.begin(), found.end(), import));
    }
  }
  CHECK(imports > 100);
}
