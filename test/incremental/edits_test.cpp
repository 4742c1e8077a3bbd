// The strongest test of the memo: whatever the order of edits, what is kept from before must not
// show in the result.
#include "analysis/engine/file_state.h"
#include "analysis/models/model_set.h"
#include "test/support/catch.h"
#include "test/support/random_edits.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <random>
#include <sstream>

using namespace pysecd;

namespace {

std::string readFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::vector<std::filesystem::path> corpus() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path root = std::filesystem::path(PYSECD_SOURCE_DIR) / "test";
  for (const char* folder : {"projects", "checks", "flow"})
    if (std::filesystem::exists(root / folder))
      for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder))
        if (entry.path().extension() == ".py")
          files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Snapshot snapshotOf(std::string text, std::int64_t version) {
  static const auto settings = std::make_shared<const Settings>();
  return {makeText(std::move(text)), "edited.py", version, builtinModels(), settings, false, {}};
}

// Everything a user would see of the findings.
std::string render(const Analysis& analysis) {
  std::string out;
  for (const Finding& finding : analysis.findings) {
    out += fmt::format("{}-{} {} {} {:x} {}\n", finding.range.begin, finding.range.end,
                       finding.check, finding.message, finding.fingerprint, finding.whyNoFix);
    for (const Note& note : finding.notes)
      out += fmt::format("  note {}-{} {}\n", note.range.begin, note.range.end, note.message);
    for (const Fix& fix : finding.fixes) {
      out += fmt::format("  fix {} {}\n", fix.title, fix.preferred);
      for (const TextEdit& edit : fix.edits)
        out += fmt::format("    {}-{} {}\n", edit.range.begin, edit.range.end, edit.newText);
    }
  }
  return out;
}

void checkRanges(const Analysis& analysis) {
  const std::size_t size = analysis.text->bytes().size();
  for (const Finding& finding : analysis.findings) {
    REQUIRE(finding.range.begin <= finding.range.end);
    REQUIRE(finding.range.end <= size);
    for (const Note& note : finding.notes)
      REQUIRE(note.range.end <= size);
    for (const Fix& fix : finding.fixes) {
      ByteOffset last = 0;
      for (const TextEdit& edit : fix.edits) {
        REQUIRE(edit.range.begin >= last);
        REQUIRE(edit.range.end <= size);
        last = edit.range.end;
      }
    }
  }
}

// Whole lines moved about: edits that mostly leave a program that parses.
std::string lineEdit(const std::string& text, std::mt19937& random) {
  std::vector<std::string> lines;
  std::stringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  if (lines.size() < 3)
    return text;
  const auto any = [&](std::size_t size) { return random() % size; };
  const std::size_t at = any(lines.size());
  switch (random() % 5) {
  case 0:
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
    break;
  case 1:
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[any(lines.size())]);
    break;
  case 2:
    std::swap(lines[at], lines[any(lines.size())]);
    break;
  case 3: {
    // One name for another everywhere in a line.
    static const char* const kNames[] = {"name",  "city",    "db",      "cursor",
                                         "query", "request", "user_id", "self"};
    const std::string from = kNames[any(std::size(kNames))];
    const std::string to = kNames[any(std::size(kNames))];
    for (std::size_t found = lines[at].find(from); found != std::string::npos;
         found = lines[at].find(from, found + to.size()))
      lines[at].replace(found, from.size(), to);
    break;
  }
  default:
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), "# a comment");
  }
  std::string out;
  for (const std::string& line : lines)
    out += line + "\n";
  return out;
}

void editAtRandom(std::size_t edits, std::uint32_t seed) {
  const auto files = corpus();
  REQUIRE(!files.empty());
  std::mt19937 random(seed);
  std::size_t compared = 0;
  const std::size_t perFile = std::max<std::size_t>(edits / files.size(), 4);
  for (const auto& path : files) {
    std::vector<std::string> history{readFile(path)};
    FileState state;
    REQUIRE(state.analyse(snapshotOf(history.back(), 0)));
    for (std::size_t i = 1; i <= perFile; ++i) {
      std::string next = history.back();
      switch (random() % 8) {
      case 0:
        if (history.size() > 1) {
          history.pop_back(); // undo
          next = history.back();
        }
        break;
      case 1:
      case 2:
        next = test::randomEdit(next, random);
        break;
      default:
        next = lineEdit(next, random);
      }
      history.push_back(next);
      const auto incremental = state.analyse(snapshotOf(next, static_cast<std::int64_t>(i)));
      REQUIRE(incremental);
      checkRanges(*incremental);
      if (incremental->syntaxErrors || incremental->held) {
        // The tree of broken text depends on how it came about; what was sound before is picked up
        // again after.
        history.pop_back();
        continue;
      }
      const Analysis scratch = analyseOnce(snapshotOf(next, static_cast<std::int64_t>(i)));
      ++compared;
      INFO(path << ", edit " << i << ", seed " << seed << "\n" << next);
      REQUIRE(render(*incremental) == render(scratch));
    }
  }
  REQUIRE(compared * 3 > perFile * files.size()); // or the edits break too much to say anything
}

} // namespace

TEST_CASE("after random edits, incremental findings equal findings from scratch", "[incremental]") {
  editAtRandom(500, 20261123);
}

TEST_CASE("after very many random edits, incremental findings equal findings from scratch",
          "[.long][long][incremental]") {
  for (std::uint32_t seed = 1; seed <= 20; ++seed)
    editAtRandom(1000, seed);
}

namespace {

const char* const kModule = R"(import sqlite3
from flask import request

db = sqlite3.connect("shop.db")

def find(name):
    return db.execute("SELECT id FROM users WHERE name = '" + name + "'")

def wanted():
    return request.args["name"]

def show():
    return find(wanted())

def unrelated(a):
    b = a
    return b
)";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("an edit in one body analyses one function", "[incremental]") {
  FileState state;
  const auto first = state.analyse(snapshotOf(kModule, 1));
  REQUIRE(first);
  REQUIRE(first->functions == 5);
  REQUIRE(first->functionsAnalysed >= 5);

  SECTION("a statement whose meaning to callers is the same") {
    const auto next = state.analyse(snapshotOf(replaced(kModule, "b = a", "b = (a)"), 2));
    REQUIRE(next->functionsAnalysed == 1);
  }
  SECTION("a name inside a helper that callers depend on") {
    const auto next = state.analyse(snapshotOf(replaced(kModule, "\"name\"]", "\"nick\"]"), 2));
    REQUIRE(next->functionsAnalysed == 1);
  }
  SECTION("a comment between functions") {
    const auto next = state.analyse(
        snapshotOf(replaced(kModule, "def wanted", "# what they want\ndef wanted"), 2));
    REQUIRE(next->functionsAnalysed <= 1); // the module body holds the comment
    REQUIRE(next->findings.size() == first->findings.size());
    REQUIRE(next->findings[0].fingerprint == first->findings[0].fingerprint);
  }
  SECTION("nothing at all") {
    const auto next = state.analyse(snapshotOf(kModule, 2));
    REQUIRE(next->functionsAnalysed == 0);
  }
  SECTION("a summary that changes: its callers too, and nobody else") {
    const auto next =
        state.analyse(snapshotOf(replaced(kModule, "request.args[\"name\"]", "\"guest\""), 2));
    REQUIRE(next->functionsAnalysed == 2); // wanted and show
  }
  SECTION("an import that readers see") {
    const auto next = state.analyse(snapshotOf(
        replaced(kModule, "from flask import request", "from flask import g as request"), 2));
    REQUIRE(next->functionsAnalysed >= 2); // the module body and wanted
    REQUIRE(next->functionsAnalysed <= 3); // and show, whose callee means something else now
  }
}

TEST_CASE("an analysis that was cancelled leaves nothing half-done behind", "[incremental]") {
  FileState state;
  const Analysis scratch = analyseOnce(snapshotOf(kModule, 2));
  Snapshot cancelled = snapshotOf(kModule, 1);
  cancelled.cancel.cancel();
  REQUIRE_FALSE(state.analyse(cancelled));
  REQUIRE(render(*state.analyse(snapshotOf(kModule, 2))) == render(scratch));

  // Cancelled in the middle of an edit's analysis: the edit after it must not rest on that.
  Snapshot edited = snapshotOf(replaced(kModule, "request.args[\"name\"]", "\"guest\""), 3);
  edited.cancel.cancel();
  REQUIRE_FALSE(state.analyse(edited));
  REQUIRE(render(*state.analyse(snapshotOf(kModule, 4))) == render(scratch));
}

TEST_CASE("a module body that calls its functions is analysed again only when they change",
          "[incremental]") {
  const std::string text = std::string(kModule) + "\nshow()\nfind(wanted())\n";
  FileState state;
  const auto first = state.analyse(snapshotOf(text, 1));
  REQUIRE(first->findings.size() == 3); // in show, in find, and at the module's own call
  const auto same = state.analyse(snapshotOf(replaced(text, "b = a", "b = (a)"), 2));
  REQUIRE(same->functionsAnalysed == 1);
  const auto harmless =
      state.analyse(snapshotOf(replaced(text, "request.args[\"name\"]", "\"guest\""), 3));
  REQUIRE(harmless->findings.size() == 1);
  REQUIRE(harmless->functionsAnalysed == 4); // unrelated (undone), wanted, show, the module body
}

TEST_CASE("functions that call each other mean the same whoever is asked first", "[incremental]") {
  const std::string head = "import sqlite3\nfrom flask import request\ndb = sqlite3.connect('x')\n";
  const std::string even =
      "def even(n, name):\n    if n == 0:\n        return name\n    return odd(n - 1, name)\n";
  const std::string odd =
      "def odd(n, name):\n    if n == 0:\n        return 'nobody'\n    return even(n - 1, name)\n";
  const std::string use =
      "def show():\n    db.execute('SELECT * FROM t WHERE a = ' + even(3, request.args['q']))\n";
  for (const std::string& text :
       {head + even + odd + use, head + use + odd + even, head + odd + use + even}) {
    const Analysis analysis = analyseOnce(snapshotOf(text, 1));
    INFO(text);
    REQUIRE(analysis.findings.size() == 1);
    REQUIRE(analysis.findings[0].check == "database-sql-injection");
  }
}

TEST_CASE("an open quote does not take away the findings below it", "[incremental]") {
  const std::string text =
      std::string(kModule) +
      "\n\ndef between(a):\n    return a\n"
      "\n\ndef last():\n    db.execute(\"DELETE FROM t WHERE a = '%s'\" % request.args[\"a\"])\n";
  FileState state;
  const auto whole = state.analyse(snapshotOf(text, 1));
  REQUIRE(whole->findings.size() == 3);

  const std::string open = replaced(text, "def unrelated(a):\n", "def unrelated(a):\n    \"\"\"\n");
  const auto broken = state.analyse(snapshotOf(open, 2));
  REQUIRE(broken->syntaxErrors);
  REQUIRE(broken->held);
  REQUIRE(broken->functionsAnalysed == 0);
  REQUIRE(broken->findings.size() == 3);
  const Finding& held = broken->findings.back();
  REQUIRE(open.substr(held.range.begin, held.range.size()) ==
          "\"DELETE FROM t WHERE a = '%s'\" % request.args[\"a\"]");

  SECTION("once the user pauses, the screen shows what the text says") {
    Snapshot settled = snapshotOf(open, 2);
    settled.settled = true;
    const auto paused = state.analyse(settled);
    REQUIRE(paused->findings.size() == 2);
    REQUIRE_FALSE(paused->held);
    // What was known of the sound text has not been lost over it.
    const auto closed =
        state.analyse(snapshotOf(replaced(open, "    \"\"\"\n", "    \"\"\"text\"\"\"\n"), 3));
    REQUIRE(closed->findings.size() == 3);
    REQUIRE(closed->functionsAnalysed == 1);
  }
  SECTION("closing the quote brings everything back, once") {
    const auto closed =
        state.analyse(snapshotOf(replaced(open, "    \"\"\"\n", "    \"\"\"text\"\"\"\n"), 3));
    REQUIRE_FALSE(closed->syntaxErrors);
    REQUIRE(closed->findings.size() == 3);
    REQUIRE(closed->functionsAnalysed == 1);
    REQUIRE(render(*closed) ==
            render(analyseOnce(snapshotOf(std::string(closed->text->bytes()), 3))));
  }
  SECTION("an edit of what a finding is about takes it away") {
    const auto edited =
        state.analyse(snapshotOf(replaced(open, "DELETE FROM t", "DELETE FROM u"), 3));
    REQUIRE(edited->findings.size() == 2);
  }
  SECTION("where the function of a finding is edited, its fix is no longer proved") {
    REQUIRE_FALSE(broken->findings.back().fixes.empty());
    const auto edited =
        state.analyse(snapshotOf(replaced(open, "def last():\n", "def last():\n    a = 1\n"), 3));
    REQUIRE(edited->findings.size() == 3);
    REQUIRE(edited->findings.back().fixes.empty());
    REQUIRE_FALSE(edited->findings.front().fixes.empty());
  }
}
