#include "server/cli/report.h"
#include "test/support/catch.h"
#include "test/unit/cli/sample_findings.h"

using namespace pysecd;
using namespace pysecd::cli;
using test::SampleFile;

namespace {

std::string shown(const SampleFile& file) { return makeTextFormatter({})->file(file.view()); }

std::string closing(const Counts& counts, std::vector<Notice> notices = {}) {
  return makeTextFormatter({})->end({counts, std::move(notices), 0});
}

Counts countsOf(std::uint32_t files, std::array<std::uint32_t, 4> findings) {
  Counts counts;
  counts.files = files;
  counts.findings = findings;
  return counts;
}

} // namespace

TEST_CASE("text: place, danger, source, flow and fix", "[cli]") {
  CHECK(shown(test::sampleView()) ==
        "shop/views.py:4:23: error: request data reaches the text of a SQL statement "
        "[database-sql-injection]\n"
        "    4 |     rows = db.execute(f\"SELECT id FROM users WHERE name = '{name}'\")\n"
        "      |                       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        "shop/views.py:3:12: note: untrusted value enters here: request.args\n"
        "    3 |     name = request.args[\"name\"]\n"
        "      |            ^~~~~~~~~~~~\n"
        "   fix: pass the value as a bound parameter\n"
        "    4 |     rows = db.execute(\"SELECT id FROM users WHERE name = ?\", (name,))\n");
}

TEST_CASE("text: a fix of several lines shows what goes and what comes", "[cli]") {
  SampleFile file("import db\n\n"
                  "def f(x):\n"
                  "    db.execute(\n"
                  "        'a' + x,\n"
                  "    )\n");
  Finding& finding = file.add("'a' + x");
  finding.fixes = {{"use text()",
                    {{{10, 10}, "from sqlalchemy import text\n"},
                     {test::rangeOf(file.text(), "'a' + x"), "text(':x')"}},
                    Safety::Unsafe,
                    false}};
  finding.whyNoFix = "the other hole is a column";
  const std::string out = shown(file);
  CHECK(out.find("   fix (unsafe): use text()\n"
                 "    2 + from sqlalchemy import text\n"
                 "    5 -         'a' + x,\n"
                 "    5 +         text(':x'),\n"
                 "   no fix: the other hole is a column\n") != std::string::npos);
}

TEST_CASE("text: alternatives are named as such", "[cli]") {
  SampleFile file("f(x)\n");
  Finding& finding = file.add("x");
  finding.fixes = {file.fix("x", "?"), file.fix("x", "%s")};
  CHECK(shown(file).find("   fix: pass the value as a bound parameter\n    1 | f(?)\n"
                         "    or: pass the value as a bound parameter\n    1 | f(%s)\n") !=
        std::string::npos);
}

TEST_CASE("text: a long fix is cut", "[cli]") {
  SampleFile file("x\n");
  std::string lines;
  for (int i = 0; i < 100; ++i)
    lines += "line\n";
  file.add("x").fixes = {file.fix("x", lines)};
  const std::string out = shown(file);
  CHECK(out.find("(78 lines more)") != std::string::npos);
  CHECK(std::count(out.begin(), out.end(), '\n') < 35);
}

TEST_CASE("text: a range over several lines is underlined on the first", "[cli]") {
  SampleFile file("f(  # why\n  x,\n  y)\n");
  file.add("f(  # why\n  x,\n  y)");
  CHECK(shown(file).find("    1 | f(  # why\n      | ^~~~~~~~~\n") != std::string::npos);

  SampleFile blank("f(   \n x)\n");
  blank.add("f(   \n x)");
  CHECK(shown(blank).find("      | ^~\n") != std::string::npos);
}

TEST_CASE("text: columns count characters, carets stand under cells", "[cli]") {
  SampleFile file("\xe6\xbc\xa2 = '\xf0\x9f\x98\x80' + name\n");
  file.add("name", Severity::Warning);
  const std::string out = shown(file);
  CHECK(out.find("shop/views.py:1:11: warning:") == 0);
  CHECK(out.find("      |             ^~~~\n") != std::string::npos);
}

TEST_CASE("text: line numbers of six digits widen the gutter", "[cli]") {
  SampleFile file(std::string(99'999, '\n') + "bad\n");
  file.add("bad");
  CHECK(shown(file).find("100000 | bad\n       | ^~~\n") != std::string::npos);
}

TEST_CASE("text: nothing in a path or source reaches the terminal raw", "[cli]") {
  SampleFile file("x = '\x1b[2J'\n");
  file.path = "evil\x1b]0;title\x07.py";
  file.add("x").message = "danger\x1b[0m";
  CHECK(shown(file).find('\x1b') == std::string::npos);
  CHECK(shown(file).find("<U+001B>]0;title<U+0007>.py:1:1:") == 4);
}

TEST_CASE("text: a note in another file names it", "[cli]") {
  SampleFile file("x\n");
  file.add("x").notes = {{{500, 510}, "returned from here", "shop/db.py"}};
  CHECK(shown(file).find("shop/db.py: note: returned from here\n") != std::string::npos);
}

TEST_CASE("text: colours as clang has them, only when asked", "[cli]") {
  const std::string colored = makeTextFormatter({.color = true})->file(test::sampleView().view());
  CHECK(colored.find("\x1b[1mshop/views.py:4:23:\x1b[0m \x1b[1;31merror\x1b[0m: \x1b[1m") == 0);
  CHECK(colored.find("\x1b[1;32m^~~~") != std::string::npos);
  CHECK(shown(test::sampleView()).find('\x1b') == std::string::npos);
}

TEST_CASE("text: the closing line counts", "[cli]") {
  CHECK(closing(countsOf(14, {})) == "no findings in 14 files\n");
  CHECK(closing(countsOf(1, {})) == "no findings in 1 file\n");
  Counts one = countsOf(14, {1, 0, 0, 0});
  one.fixable = 1;
  CHECK(closing(one) == "1 error, 0 warnings in 14 files; 1 fixable with --fix\n");
  Counts many = countsOf(3, {2, 1, 1, 2});
  many.fixable = 2;
  many.fixableUnsafe = 1;
  many.fixed = 4;
  CHECK(closing(many) == "2 errors, 1 warning, 1 information, 2 hints in 3 files; 4 fixed; "
                         "2 fixable with --fix; 1 more with --fix --unsafe-fixes\n");
  const Notice skipped{Notice::Kind::Skipped, "a", "binary", ""};
  const Notice failed{Notice::Kind::Trouble, "b", "unreadable", ""};
  CHECK(closing(countsOf(2, {}), {skipped, failed, skipped}) ==
        "no findings in 2 files; 2 skipped; 1 failed\n");
  CHECK(makeTextFormatter({.closingLine = false})->end({}).empty());
}
