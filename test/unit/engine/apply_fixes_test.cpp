#include "analysis/engine/apply_fixes.h"
#include "test/support/catch.h"

using namespace pysecd;

namespace {

Finding findingAt(ByteRange range, std::vector<Fix> fixes) {
  Finding finding;
  finding.check = "database-sql-injection";
  finding.range = range;
  finding.fixes = std::move(fixes);
  return finding;
}

Fix fixOf(std::vector<TextEdit> edits, Safety safety = Safety::Safe, bool preferred = false) {
  return {"the remedy", std::move(edits), safety, preferred};
}

} // namespace

TEST_CASE("applyEdits: replacements, deletions and insertions at both ends", "[engine]") {
  const std::vector<TextEdit> edits = {{{0, 0}, "<"}, {{1, 2}, "B"}, {{3, 4}, ""}, {{5, 5}, ">"}};
  CHECK(applyEdits("abcde", edits) == "<aBce>");
  CHECK(applyEdits("", std::vector<TextEdit>{{{0, 0}, "x"}}) == "x");
  CHECK(applyEdits("abc", {}) == "abc");
}

TEST_CASE("automaticFix: one, the preferred of several, or none", "[engine]") {
  const Fix first = fixOf({{{0, 1}, "1"}});
  const Fix second = fixOf({{{0, 1}, "2"}}, Safety::Safe, true);
  const Fix unsafe = fixOf({{{0, 1}, "3"}}, Safety::Unsafe);

  CHECK(automaticFix(findingAt({0, 1}, {}), true) == nullptr);
  CHECK(automaticFix(findingAt({0, 1}, {unsafe}), false) == nullptr);
  CHECK(automaticFix(findingAt({0, 1}, {first, first}), false) == nullptr);

  const Finding alone = findingAt({0, 1}, {unsafe, first});
  CHECK(automaticFix(alone, false) == &alone.fixes[1]);
  CHECK(automaticFix(alone, true) == nullptr);
  const Finding chosen = findingAt({0, 1}, {first, second, unsafe});
  CHECK(automaticFix(chosen, false) == &chosen.fixes[1]);
  const Finding asked = findingAt({0, 1}, {unsafe});
  CHECK(automaticFix(asked, true) == &asked.fixes[0]);
}

TEST_CASE("applyFixes: independent fixes are all applied, whatever their order", "[engine]") {
  const std::vector<Finding> findings = {findingAt({8, 9}, {fixOf({{{8, 9}, "Y"}})}),
                                         findingAt({0, 1}, {fixOf({{{0, 1}, "X"}, {{4, 5}, ""}})})};
  const FixResult result = applyFixes("a b c d e", findings, false);
  CHECK(result.text == "X b  d Y");
  CHECK(result.applied == 2);
  CHECK(result.conflicts == 0);
}

TEST_CASE("applyFixes: of two fixes that overlap the later one waits, whole", "[engine]") {
  const std::vector<Finding> findings = {
      findingAt({0, 3}, {fixOf({{{0, 3}, "one"}})}),
      findingAt({2, 5}, {fixOf({{{2, 5}, "two"}, {{8, 9}, "never"}})})};
  const FixResult result = applyFixes("abcdefghij", findings, false);
  CHECK(result.text == "onedefghij");
  CHECK(result.applied == 1);
  CHECK(result.conflicts == 1);
}

TEST_CASE("applyFixes: an import both need is inserted once", "[engine]") {
  const TextEdit import{{3, 3}, "from sqlalchemy import text\n"};
  const std::vector<Finding> findings = {findingAt({5, 6}, {fixOf({import, {{5, 6}, "B"}})}),
                                         findingAt({7, 8}, {fixOf({import, {{7, 8}, "C"}})})};
  const FixResult result = applyFixes("ab\na b c", findings, false);
  CHECK(result.text == "ab\nfrom sqlalchemy import text\na B C");
  CHECK(result.applied == 2);
}

TEST_CASE("applyFixes: equal text inserted twice inside a line is a conflict", "[engine]") {
  // Two holes of one statement, each with its argument: one of them would be lost.
  const TextEdit argument{{5, 5}, ", (x,)"};
  const std::vector<Finding> findings = {findingAt({0, 1}, {fixOf({{{0, 1}, "?"}, argument})}),
                                         findingAt({2, 3}, {fixOf({{{2, 3}, "?"}, argument})})};
  const FixResult result = applyFixes("x x q)", findings, false);
  CHECK(result.text == "? x q, (x,))");
  CHECK(result.conflicts == 1);
}

TEST_CASE("applyFixes: malformed edits are left out, not applied in part", "[engine]") {
  const std::vector<Finding> findings = {
      findingAt({0, 1}, {fixOf({{{2, 3}, "x"}, {{0, 1}, "y"}})}),
      findingAt({0, 1}, {fixOf({{{0, 2}, "x"}, {{1, 3}, "y"}})}),
      findingAt({0, 1}, {fixOf({{{2, 1}, "x"}})}),
      findingAt({0, 1}, {fixOf({{{0, 99}, "x"}})}),
      findingAt({0, 1}, {fixOf({})}),
  };
  const FixResult result = applyFixes("abc", findings, true);
  CHECK(result.text == "abc");
  CHECK(result.applied == 0);
}
