// Every sample under test/checks and test/flow through the whole analysis: findings against marks,
// then the first fix of each finding against the `.fixed.py` beside the sample. PYSECD_UPDATE=1
// rewrites `.fixed.py`, never a mark.
#include "analysis/engine/apply_fixes.h"

#include "test/support/catch.h"
#include "test/support/fixtures.h"
#include "test/support/memory_project.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <sstream>

using namespace pysecd;

namespace {

constexpr int kMaxPasses = 5; // of applying fixes that were in each other's way

// Printed as they are: Catch would break their lines, and with them the carets.
std::size_t told(const std::vector<std::string>& problems) {
  for (const std::string& problem : problems)
    std::cerr << '\n' << problem << '\n';
  return problems.size();
}

std::size_t repairable(const std::vector<Finding>& findings) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [](const Finding& finding) { return automaticFix(finding, true) != nullptr; }));
}

// Fixes what can be fixed: what then remains are the findings that could not be fixed before.
void checkFixes(const std::string& path, const std::string& fixedPath, const Text& sample) {
  std::string text = withoutMarks(sample);
  Analysis analysis = analyseText(makeText(text), path);
  const bool repairs = repairable(analysis.findings) > 0;
  const std::size_t stay = analysis.findings.size() - repairable(analysis.findings);
  for (int pass = 0; pass < kMaxPasses && repairable(analysis.findings) > 0; ++pass) {
    text = applyFixes(text, analysis.findings, true).text;
    analysis = analyseText(makeText(text), path);
    CHECK_FALSE(analysis.syntaxErrors);
  }
  CHECK(repairable(analysis.findings) == 0);
  // What is told of a helper's callers goes with the helper's own defect.
  if (analysis.findings.size() > stay)
    for (const Finding& finding : analysis.findings)
      told({showAt(fixedPath, *analysis.text, finding.range,
                   "still found after fixing: " + std::string(finding.check))});
  CHECK(analysis.findings.size() <= stay);

  if (std::getenv("PYSECD_UPDATE") && repairs)
    writeRepositoryFile(fixedPath, text);
  // A sample whose findings can be repaired needs its `.fixed.py`; PYSECD_UPDATE=1 makes it.
  const std::optional<std::string> expected = readRepositoryFile(fixedPath);
  CHECK(expected.has_value() == repairs);
  if (expected)
    CHECK(text == *expected);
}

// The text with all that can be repaired repaired.
std::string repaired(std::string text, const std::string& path) {
  for (int pass = 0; pass < kMaxPasses; ++pass) {
    const Analysis analysis = analyseText(makeText(text), path);
    const FixResult result = applyFixes(text, analysis.findings, true);
    if (result.applied == 0)
      break;
    text = result.text;
  }
  return text;
}

std::string withCrlf(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// "a/b.fixed.py" of "a/b.py".
std::string fixedPathOf(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return path.substr(0, dot) + ".fixed" + path.substr(dot);
}

void checkFixture(const std::vector<Fixture>& files) {
  const std::vector<Analysis> analyses = analyseFixture(files);
  for (const Analysis& analysis : analyses) {
    CHECK_FALSE(analysis.syntaxErrors);
    CHECK(analysis.skipped == Skipped::No);
  }
  CHECK(told(compare(files, analyses)) == 0);
}

} // namespace

TEST_CASE("samples of checks: found where marked, silent elsewhere, and repaired") {
  const std::vector<std::string> paths = fixturePaths("test/checks");
  REQUIRE_FALSE(paths.empty());
  for (const std::string& path : paths)
    DYNAMIC_SECTION(path) {
      const std::vector<Fixture> files = readFixture(path);
      checkFixture(files);
      if (files.front().file.empty())
        checkFixes(path, fixedPathOf(path), *files.front().text);
    }
}

TEST_CASE("samples of checks: fixes keep the line ends of Windows") {
  for (const std::string& path : fixturePaths("test/checks")) {
    const auto expected = readRepositoryFile(fixedPathOf(path));
    if (!expected)
      continue;
    INFO(path);
    const std::string sample = withoutMarks(*readFixture(path).front().text);
    CHECK(repaired(withCrlf(sample), path) == withCrlf(*expected));
  }
}

TEST_CASE("samples of checks: what is repaired stays as it is") {
  for (const std::string& path : fixturePaths("test/checks"))
    if (const auto expected = readRepositoryFile(fixedPathOf(path))) {
      INFO(path);
      CHECK(repaired(*expected, path) == *expected);
    }
}

TEST_CASE("samples of the flow analysis: found where marked, silent elsewhere") {
  const std::vector<std::string> paths = fixturePaths("test/flow");
  REQUIRE_FALSE(paths.empty());
  for (const std::string& path : paths)
    DYNAMIC_SECTION(path) { checkFixture(readFixture(path)); }
}

TEST_CASE("the shop: exactly the planted defects are found") {
  std::vector<std::string> found;
  const std::string folder = "test/projects/shop/";
  test::MemoryProject project;
  for (const std::string& path : fixturePaths(folder))
    project.files[path.substr(folder.size())] = readRepositoryFile(path).value_or("");
  const test::ProjectResult result = project.analyse();
  for (const auto& [path, analysis] : result.analyses) {
    CHECK_FALSE(analysis.syntaxErrors);
    for (const Finding& finding : analysis.findings) {
      const std::uint32_t line =
          analysis.text->lines().position(finding.range.begin, ColumnUnit::Utf8).line + 1;
      found.push_back(path + ":" + std::to_string(line) + " " + std::string(finding.check));
    }
  }
  std::vector<std::string> expected;
  std::istringstream lines(readRepositoryFile("test/projects/shop/EXPECTED.txt").value_or(""));
  for (std::string line; std::getline(lines, line);)
    expected.push_back(line);
  std::sort(found.begin(), found.end());
  REQUIRE(std::is_sorted(expected.begin(), expected.end()));
  CHECK(found == expected);
}
