// Rules of this repository that a compiler does not know: who may include whom, where a check's
// files stand and what they hold, how files are named. Each rule is a function from text to
// complaints, tried on bad samples below before it judges the tree.
#include "test/support/catch.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Complaints = std::vector<std::string>;

struct SourceFile {
  std::string path; // relative to the repository, '/' separated
  std::string text;
};

constexpr std::size_t maxLines = 700;

// path -> why it is longer than maxLines.
const std::map<std::string, std::string, std::less<>> longFiles = {};

constexpr std::array groups = {"access",   "concurrency", "database",   "exception",
                               "external", "input",       "suppression"};

constexpr std::array docHeadings = {"What it finds", "Why it matters", "Example", "Fix", "Limits"};

// --- reading ------------------------------------------------------------------------------------

std::string readFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

const fs::path& root() {
  static const fs::path path(PYSECD_SOURCE_DIR);
  return path;
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

// Every regular file under the folder, sorted; empty if there is no such folder.
std::vector<SourceFile> filesUnder(const std::string& folder,
                                   const std::set<std::string>& extensions) {
  std::vector<SourceFile> files;
  const fs::path top = root() / folder;
  if (!fs::is_directory(top))
    return files;
  for (auto entry = fs::recursive_directory_iterator(top);
       entry != fs::recursive_directory_iterator(); ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory() && (name == "node_modules" || name == "out" || name[0] == '.'))
      entry.disable_recursion_pending();
    else if (entry->is_regular_file() && extensions.contains(entry->path().extension().string()))
      files.push_back(
          {entry->path().lexically_relative(root()).generic_string(), readFile(entry->path())});
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::vector<SourceFile> cppFiles() {
  std::vector<SourceFile> files;
  for (const char* folder : {"analysis", "protocol", "server"})
    for (SourceFile& file : filesUnder(folder, {".h", ".cpp"}))
      files.push_back(std::move(file));
  return files;
}

std::string show(const Complaints& complaints) {
  std::string text;
  for (const std::string& complaint : complaints)
    text += complaint + "\n";
  return text;
}

// --- who may include whom -----------------------------------------------------------------------

struct Layer {
  std::string prefix; // a folder ("analysis/text/") or one file without its extension
  std::vector<std::string> mayInclude;
};

// First match wins, so single files stand before their folder. A folder may always include itself.
const std::vector<Layer>& layers() {
  static const std::vector<Layer> table = {
      {"server/main", {"server/cli/"}},
      {"server/cli/serve",
       {"server/cli/", "server/advisories/", "server/review/", "server/server.h",
        "server/transport/", "server/schedule/", "server/log.h", "server/cache/", "server/models/",
        "server/workspace/", "server/config/", "analysis/engine/", "analysis/findings/",
        "analysis/text/", "analysis/support/"}},
      {"server/workspace/", {"analysis/text/", "analysis/support/"}},
      {"server/config/",
       {"server/workspace/", "analysis/engine/", "analysis/findings/", "analysis/text/",
        "analysis/support/"}},
      {"server/advisories/",
       {"server/workspace/", "analysis/dependencies/", "analysis/text/", "analysis/support/"}},
      {"server/index/",
       {"server/workspace/", "server/schedule/", "analysis/engine/", "analysis/text/",
        "analysis/support/"}},
      {"server/cache/", {"analysis/engine/result_store.h", "analysis/support/"}},
      {"server/models/", {"analysis/engine/user_models.h", "analysis/support/"}},
      {"server/review/",
       {"server/advisories/", "server/workspace/", "analysis/dependencies/", "analysis/engine/",
        "analysis/review/", "analysis/findings/", "analysis/text/", "analysis/support/"}},
      {"server/cli/",
       {"server/advisories/", "server/cache/", "server/config/", "server/models/", "server/review/",
        "server/workspace/", "analysis/engine/", "analysis/findings/", "analysis/text/",
        "analysis/support/"}},
      {"server/log", {"server/log.h"}},
      {"server/transport/", {"server/schedule/", "protocol/rpc/"}},
      {"server/schedule/", {"analysis/engine/", "analysis/findings/", "analysis/support/"}},
      {"server/session/",
       {"server/config/", "server/models/", "server/workspace/", "server/index/",
        "server/schedule/", "server/log.h", "protocol/", "analysis/engine/", "analysis/findings/",
        "analysis/text/", "analysis/support/"}},
      {"server/features/",
       {"server/session/", "server/config/", "server/models/", "server/schedule/",
        "server/convert/", "protocol/lsp/", "protocol/rpc/", "analysis/engine/",
        "analysis/findings/", "analysis/text/", "analysis/support/"}},
      {"server/convert/",
       {"protocol/lsp/", "analysis/engine/catalog.h", "analysis/findings/", "analysis/text/",
        "analysis/support/"}},
      {"server/server",
       {"server/server.h", "server/features/", "server/session/", "server/schedule/",
        "server/convert/", "protocol/", "analysis/engine/", "analysis/findings/", "analysis/text/",
        "analysis/support/"}},
      {"protocol/json", {"protocol/json_fwd.h"}},
      {"protocol/rpc/", {"protocol/json"}},
      {"protocol/lsp/", {"protocol/json"}},
      {"analysis/engine/", {"analysis/"}},
      {"analysis/templates/",
       {"analysis/checks/check.h", "analysis/findings/", "analysis/text/", "analysis/support/"}},
      {"analysis/dependencies/",
       {"analysis/checks/check.h", "analysis/findings/", "analysis/text/", "analysis/support/"}},
      {"analysis/checks/",
       {"analysis/fixes/", "analysis/flow/", "analysis/models/", "analysis/semantic/",
        "analysis/syntax/", "analysis/findings/", "analysis/text/", "analysis/support/"}},
      {"analysis/review/",
       {"analysis/checks/", "analysis/flow/", "analysis/models/", "analysis/semantic/",
        "analysis/syntax/", "analysis/findings/", "analysis/text/", "analysis/support/"}},
      {"analysis/fixes/",
       {"analysis/flow/", "analysis/models/", "analysis/semantic/", "analysis/syntax/",
        "analysis/findings/", "analysis/text/", "analysis/support/"}},
      {"analysis/flow/",
       {"analysis/models/", "analysis/semantic/", "analysis/syntax/", "analysis/text/",
        "analysis/support/"}},
      {"analysis/models/", {"analysis/semantic/", "analysis/text/", "analysis/support/"}},
      {"analysis/semantic/", {"analysis/syntax/", "analysis/text/", "analysis/support/"}},
      {"analysis/syntax/", {"analysis/text/", "analysis/support/"}},
      {"analysis/findings/", {"analysis/text/", "analysis/support/"}},
      {"analysis/text/", {"analysis/support/"}},
      {"analysis/support/", {}},
  };
  return table;
}

const Layer* layerOf(const std::string& path) {
  for (const Layer& layer : layers())
    if (path.starts_with(layer.prefix))
      return &layer;
  return nullptr;
}

// "analysis/checks/database/sql_injection.cpp" -> "database"; nothing outside the six groups.
std::optional<std::string> groupOf(const std::string& path) {
  for (const char* group : groups)
    if (path.starts_with(std::string("analysis/checks/") + group + "/"))
      return group;
  return std::nullopt;
}

bool mayInclude(const std::string& path, const std::string& target) {
  const Layer* layer = layerOf(path);
  if (layer == nullptr)
    return false;
  const bool isFolder = layer->prefix.ends_with('/');
  if (isFolder && target.starts_with(layer->prefix))
    return !groupOf(target); // no file includes a check
  if (groupOf(target))
    return false;
  return std::any_of(layer->mayInclude.begin(), layer->mayInclude.end(),
                     [&](const std::string& allowed) { return target.starts_with(allowed); });
}

Complaints includeComplaints(const SourceFile& file) {
  static const std::regex quoted(R"re(^\s*#\s*include\s*"([^"]+)".*)re");
  static const std::regex angled(R"re(^\s*#\s*include\s*<([^>]+)>.*)re");
  Complaints complaints;
  if (layerOf(file.path) == nullptr)
    complaints.push_back(file.path + ": belongs to no layer");
  for (const std::string& line : linesOf(file.text)) {
    std::smatch match;
    if (std::regex_match(line, match, quoted)) {
      if (!mayInclude(file.path, match[1]))
        complaints.push_back(file.path + ": may not include \"" + match[1].str() + "\"");
    } else if (std::regex_match(line, match, angled)) {
      const bool json = match[1].str().starts_with("nlohmann/");
      if (json && file.path.starts_with("analysis/") && file.path != "analysis/models/loader.cpp")
        complaints.push_back(file.path + ": json is for analysis/models/loader.cpp alone");
    }
  }
  return complaints;
}

// --- one file -----------------------------------------------------------------------------------

Complaints nameComplaints(const std::string& path) {
  static const std::regex snake(
      R"re(([a-z0-9_]+/)*[a-z][a-z0-9_]*\.(h|cpp|c|def|md|json|schema\.json|py|fixed\.py|html))re");
  if (std::regex_match(path, snake))
    return {};
  return {path + ": files and folders are named in snake_case"};
}

Complaints lengthComplaints(const SourceFile& file) {
  const std::size_t lines = linesOf(file.text).size();
  if (lines <= maxLines || longFiles.contains(file.path))
    return {};
  return {file.path + ": " + std::to_string(lines) +
          " lines; split it, or give the reason in longFiles"};
}

// stdout belongs to the protocol: a stray print corrupts the session.
Complaints printComplaints(const SourceFile& file) {
  static const std::regex print(
      R"re(std::cout|\b(printf|puts|putchar)\s*\(|\bfmt::print\s*\(\s*")re");
  if (!file.path.starts_with("server/") || file.path.starts_with("server/cli/") ||
      file.path == "server/main.cpp")
    return {};
  Complaints complaints;
  for (const std::string& line : linesOf(file.text))
    if (std::regex_search(line, print))
      complaints.push_back(file.path + ": writes to stdout: " + line);
  return complaints;
}

// A model file is `{"library": ..., "rows": [`, one `{...}` a line, `]}`: one API is one line of a
// diff.
Complaints modelComplaints(const SourceFile& file) {
  static const std::regex row(R"re(\{"library": "[^"]*", "rows": \[|  (\{.*\},?|//.*)|\]\})re");
  static const std::regex twoRows(
      R"re(.*\}\s*,\s*\{\s*"(type|class|alias|source|sink|flow|clean|guard|convert|entry|parameter|misuse|transaction|lock|blocking|renders)"\s*:.*)re");
  Complaints complaints;
  for (const std::string& line : linesOf(file.text))
    if (!std::regex_match(line, row) || std::regex_match(line, twoRows))
      complaints.push_back(file.path + ": not one row a line: " + line.substr(0, 80));
  return complaints;
}

// --- checks -------------------------------------------------------------------------------------

struct CheckRow {
  std::string group;
  std::string name;
  std::string id() const {
    std::string text = group + "-" + name;
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
  }
  std::string stem() const { return group + "/" + name; }
};

std::vector<CheckRow> checkRows(const std::string& def) {
  static const std::regex row(R"re(CHECK\(([a-z_]+), ([a-z0-9_]+)\))re");
  std::vector<CheckRow> rows;
  for (const std::string& line : linesOf(def)) {
    std::smatch match;
    if (std::regex_match(line, match, row))
      rows.push_back({match[1], match[2]});
  }
  return rows;
}

Complaints checksDefComplaints(const std::string& def) {
  Complaints complaints;
  for (const std::string& line : linesOf(def))
    if (!line.empty() && !line.starts_with("//") && checkRows(line).empty())
      complaints.push_back("checks.def: neither a comment nor `CHECK(group, name)`: " + line);
  const std::vector<CheckRow> rows = checkRows(def);
  for (const CheckRow& row : rows)
    if (std::find(groups.begin(), groups.end(), row.group) == groups.end())
      complaints.push_back("checks.def: no such group: " + row.group);
  for (std::size_t i = 1; i < rows.size(); ++i)
    if (rows[i - 1].stem() >= rows[i].stem())
      complaints.push_back("checks.def: not sorted, or twice: " + rows[i].stem());
  return complaints;
}

Complaints docComplaints(const SourceFile& file) {
  std::vector<std::string> headings;
  bool fenced = false;
  for (const std::string& line : linesOf(file.text)) {
    if (line.starts_with("```"))
      fenced = !fenced;
    else if (!fenced && line.starts_with("## "))
      headings.push_back(line.substr(3));
  }
  if (std::equal(headings.begin(), headings.end(), docHeadings.begin(), docHeadings.end()))
    return {};
  return {file.path +
          ": `## ` headings are What it finds / Why it matters / Example / Fix / Limits"};
}

// The text from each `def` line up to the next one.
std::vector<std::string> functionsOf(const std::string& python) {
  static const std::regex def(R"re(^\s*(async\s+)?def\s.*)re");
  std::vector<std::string> functions;
  for (const std::string& line : linesOf(python)) {
    if (std::regex_match(line, def))
      functions.emplace_back();
    if (!functions.empty())
      functions.back() += line + "\n";
  }
  return functions;
}

Complaints fixtureComplaints(const SourceFile& file, const std::string& id) {
  static const std::regex mark(R"re(#\s*(expect|gap|false):)re");
  static const std::regex expect(R"re(#\s*expect:([ \t,a-z0-9-]*))re");
  Complaints complaints;
  bool expected = false;
  for (const std::string& line : linesOf(file.text)) {
    std::smatch match;
    if (std::regex_search(line, match, expect))
      expected |= std::regex_search(match[1].str(), std::regex("(^|[ ,])" + id + "($|[ ,])"));
  }
  if (!expected)
    complaints.push_back(file.path + ": no `# expect: " + id + "`");
  std::size_t unmarked = 0;
  for (const std::string& function : functionsOf(file.text))
    unmarked += std::regex_search(function, mark) ? 0 : 1;
  if (file.path.ends_with(".py") && unmarked < 2)
    complaints.push_back(file.path + ": needs near-misses: at least two functions without a mark");
  return complaints;
}

} // namespace

// --- the rules can fail -------------------------------------------------------------------------

TEST_CASE("tidy: the include rule refuses what the table does not allow", "[tidy]") {
  const auto complains = [](const std::string& path, const std::string& include) {
    return !includeComplaints({path, "#include " + include + "\n"}).empty();
  };
  CHECK(complains("analysis/flow/a.cpp", "\"analysis/findings/finding.h\""));
  CHECK(complains("analysis/text/a.h", "\"analysis/syntax/tree.h\""));
  CHECK(complains("analysis/engine/a.cpp", "\"protocol/json.h\""));
  CHECK(complains("analysis/support/a.h", "\"server/server.h\""));
  CHECK(complains("analysis/checks/database/a.cpp", "\"analysis/checks/database/b.h\""));
  CHECK(complains("analysis/checks/database/a.cpp", "\"analysis/engine/project.h\""));
  CHECK(complains("analysis/engine/a.cpp", "\"analysis/checks/input/b.h\""));
  CHECK(complains("server/features/hover.cpp", "\"analysis/checks/registry.h\""));
  CHECK(complains("server/cli/check.cpp", "\"server/server.h\""));
  CHECK(complains("server/cache/disk_store.cpp", "\"analysis/engine/snapshot.h\""));
  CHECK(complains("server/convert/to_lsp.cpp", "\"analysis/engine/snapshot.h\""));
  CHECK(complains("server/schedule/scheduler.cpp", "\"protocol/lsp/text.h\""));
  CHECK(complains("protocol/rpc/message.cpp", "\"protocol/lsp/text.h\""));
  CHECK(complains("protocol/lsp/text.h", "\"analysis/text/text.h\""));
  CHECK(complains("analysis/models/model_set.cpp", "<nlohmann/json.hpp>"));
  CHECK(complains("analysis/misc/a.h", "<vector>"));
  CHECK(complains("analysis/flow/a.cpp", "\"summary.h\"")); // paths start at the repository's root

  CHECK_FALSE(complains("analysis/flow/a.cpp", "\"analysis/flow/summary.h\""));
  CHECK_FALSE(complains("analysis/models/loader.cpp", "<nlohmann/json.hpp>"));
  CHECK_FALSE(complains("analysis/checks/input/a.cpp", "\"analysis/checks/check.h\""));
  CHECK_FALSE(complains("analysis/checks/input/a.cpp", "\"analysis/checks/util/call_args.h\""));
  CHECK_FALSE(complains("server/cli/serve.cpp", "\"server/server.h\""));
  CHECK_FALSE(complains("server/features/hover.cpp", "\"protocol/lsp/hover.h\""));
}

TEST_CASE("tidy: names, length and stdout rules can fail", "[tidy]") {
  CHECK(nameComplaints("analysis/text/LineIndex.h").size() == 1);
  CHECK(nameComplaints("analysis/text/line-index.h").size() == 1);
  CHECK(nameComplaints("analysis/text/line_index.h").empty());
  CHECK(nameComplaints("test/checks/database/sql_injection.fixed.py").empty());

  std::string text;
  for (std::size_t i = 0; i < maxLines; ++i)
    text += "\n";
  CHECK(lengthComplaints({"analysis/a.cpp", text}).empty());
  CHECK(lengthComplaints({"analysis/a.cpp", text + "\n"}).size() == 1);

  CHECK(printComplaints({"server/server.cpp", "  std::cout << 1;\n"}).size() == 1);
  CHECK(printComplaints({"server/session/a.cpp", "std::printf(\"x\");\n"}).size() == 1);
  CHECK(printComplaints({"server/session/a.cpp", "fmt::print(\"x\");\n"}).size() == 1);
  CHECK(printComplaints(
            {"server/session/a.cpp", "std::snprintf(b, 1, \"\");\nfmt::print(stderr, \"x\");\n"})
            .empty());
  CHECK(printComplaints({"server/cli/check.cpp", "std::cout << 1;\n"}).empty());
}

TEST_CASE("tidy: the model rule wants one row a line", "[tidy]") {
  const std::string good =
      "{\"library\": \"a\", \"rows\": [\n  {\"type\": \"a.b\", \"returns\": \"a.C\"},\n"
      "  {\"clean\": \"a.d\", \"kind\": \"all\"}\n]}\n";
  CHECK(modelComplaints({"m.json", good}).empty());
  CHECK(
      modelComplaints({"m.json", "{\"library\": \"a\", \"rows\": [{\"type\": \"a\"}]}\n"}).size() ==
      1);
  CHECK(modelComplaints({"m.json", "  {\"type\": \"a\"}, {\"type\": \"b\"}\n"}).size() == 1);
  CHECK(modelComplaints({"m.json", "{\n\"type\": \"a\"\n}\n"}).size() == 3);
}

TEST_CASE("tidy: checks.def is sorted, well formed and of six groups", "[tidy]") {
  CHECK(checksDefComplaints("// why\nCHECK(access, a)\nCHECK(database, a)\n").empty());
  CHECK(checksDefComplaints("CHECK(database, b)\nCHECK(database, a)\n").size() == 1);
  CHECK(checksDefComplaints("CHECK(database, a)\nCHECK(database, a)\n").size() == 1);
  CHECK(checksDefComplaints("CHECK(misc, a)\n").size() == 1);
  CHECK(checksDefComplaints("CHECK(database,a)\n").size() == 1);
  CHECK(CheckRow{"database", "sql_injection"}.id() == "database-sql-injection");
}

TEST_CASE("tidy: documentation and fixture rules can fail", "[tidy]") {
  const std::string doc = "# t\n## What it finds\n## Why it matters\n## Example\n```\n## x\n```\n"
                          "## Fix\n## Limits\n";
  CHECK(docComplaints({"a.md", doc}).empty());
  CHECK(docComplaints({"a.md", doc + "## More\n"}).size() == 1);
  CHECK(docComplaints({"a.md", "## What it finds\n## Fix\n"}).size() == 1);

  const std::string bad = "def bad(c):\n    c.x()  # expect: input-a\n";
  const std::string good = "def f():\n    pass\n";
  CHECK(fixtureComplaints({"a.py", bad + good + good}, "input-a").empty());
  CHECK(fixtureComplaints({"a.py", bad + good}, "input-a").size() == 1);
  CHECK(fixtureComplaints({"a.py", good + good}, "input-a").size() == 1);
  CHECK(fixtureComplaints({"a.py", bad + good + good}, "input-a-b").size() == 1);
  CHECK(fixtureComplaints({"a.py", bad + good + bad}, "input-a").size() == 1);
}

// --- the rules, on this tree --------------------------------------------------------------------

TEST_CASE("tidy: includes go one way only", "[tidy]") {
  const std::vector<SourceFile> files = cppFiles();
  REQUIRE(files.size() > 10);
  for (const SourceFile& file : files) {
    const Complaints complaints = includeComplaints(file);
    INFO(show(complaints));
    CHECK(complaints.empty());
  }
}

TEST_CASE("tidy: files are named in snake_case and stay readable in length", "[tidy]") {
  std::vector<SourceFile> files = cppFiles();
  for (SourceFile& file : filesUnder("test", {".h", ".cpp"}))
    files.push_back(std::move(file));
  for (const SourceFile& file : files) {
    INFO(show(nameComplaints(file.path)));
    CHECK(nameComplaints(file.path).empty());
  }
  for (SourceFile& file : filesUnder("editors", {".ts", ".mjs", ".js", ".lua"}))
    files.push_back(std::move(file));
  for (const SourceFile& file : files) {
    INFO(show(lengthComplaints(file)));
    CHECK(lengthComplaints(file).empty());
  }
}

TEST_CASE("tidy: only the command line writes to stdout", "[tidy]") {
  for (const SourceFile& file : filesUnder("server", {".h", ".cpp"})) {
    const Complaints complaints = printComplaints(file);
    INFO(show(complaints));
    CHECK(complaints.empty());
  }
}

TEST_CASE("tidy: model files hold one row a line", "[tidy]") {
  for (const SourceFile& file : filesUnder("analysis/models", {".json"})) {
    if (file.path.ends_with(".schema.json"))
      continue;
    const Complaints complaints = modelComplaints(file);
    INFO(show(complaints));
    CHECK(complaints.empty());
  }
}

TEST_CASE("tidy: every check has its code, documentation and fixture, and nothing else is there",
          "[tidy]") {
  const std::string def = readFile(root() / "analysis/checks/checks.def");
  const Complaints defComplaints = checksDefComplaints(def);
  INFO(show(defComplaints));
  CHECK(defComplaints.empty());

  const std::vector<CheckRow> rows = checkRows(def);
  REQUIRE_FALSE(rows.empty());
  std::set<std::string> stems;
  for (const CheckRow& row : rows) {
    stems.insert(row.stem());
    CAPTURE(row.stem());
    CHECK(fs::exists(root() / "analysis/checks" / (row.stem() + ".cpp")));
    const std::string doc = "analysis/checks/" + row.stem() + ".md";
    const std::string stem = "test/checks/" + row.stem();
    std::string fixture = stem + ".py";
    for (const char* extension : {".html", ".txt"})
      if (fs::exists(root() / (stem + extension)))
        fixture = stem + extension;
    Complaints complaints = docComplaints({doc, readFile(root() / doc)});
    for (std::string& complaint :
         fixtureComplaints({fixture, readFile(root() / fixture)}, row.id()))
      complaints.push_back(std::move(complaint));
    INFO(show(complaints));
    CHECK(complaints.empty());
  }

  for (const SourceFile& file : filesUnder("analysis/checks", {".h", ".cpp", ".md"})) {
    const fs::path relative = fs::path(file.path).lexically_relative("analysis/checks");
    const std::string folder = relative.parent_path().generic_string();
    CAPTURE(file.path);
    if (groupOf(file.path))
      CHECK((relative.extension() != ".h" &&
             stems.contains(folder + "/" + relative.stem().string())));
    else
      CHECK((folder.empty() || folder == "util"));
  }
}

TEST_CASE("tidy: the top level holds what README says and nothing else", "[tidy]") {
  const std::set<std::string> known = {"CMakeLists.txt",
                                       "CMakePresets.json",
                                       "LICENSE",
                                       "README.md",
                                       "package.json",
                                       "package-lock.json",
                                       "dev",
                                       "server",
                                       "analysis",
                                       "protocol",
                                       "editors",
                                       "test", // ours; what builds leave behind:
                                       "build",
                                       "node_modules",
                                       "compile_commands.json"};
  for (const auto& entry : fs::directory_iterator(root())) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    CHECK((name[0] == '.' || known.contains(name)));
  }
}
