#include "server/cli/unified_diff.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <cstdlib>
#include <random>

using namespace pysecd;
using namespace pysecd::cli;

namespace {

// What git makes of `before` with the diff.
std::string patched(const std::string& before, const std::string& diff) {
  const test::TempDir dir;
  dir.write("a.py", before);
  dir.write("diff", diff);
  const std::string command =
      "cd '" + dir.path("") + "' && git apply --whitespace=nowarn diff 2>err";
  if (std::system(command.c_str()) != 0)
    return "git apply: " + dir.read("err");
  return dir.read("a.py");
}

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i)
    text += std::to_string(i) + "\n";
  return text;
}

} // namespace

TEST_CASE("unifiedDiff: equal texts have none", "[cli]") {
  CHECK(unifiedDiff("a.py", "", "").empty());
  CHECK(unifiedDiff("a.py", "x\n", "x\n").empty());
}

TEST_CASE("unifiedDiff: one changed line with its context", "[cli]") {
  CHECK(unifiedDiff("shop/a.py", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a/shop/a.py\n"
        "+++ b/shop/a.py\n"
        "@@ -2,7 +2,7 @@\n"
        " 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("unifiedDiff: insertions and deletions at the ends", "[cli]") {
  CHECK(unifiedDiff("a", "1\n", "0\n1\n") == "--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n+0\n 1\n");
  CHECK(unifiedDiff("a", "", "1\n") == "--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+1\n");
  CHECK(unifiedDiff("a", "1\n", "") == "--- a/a\n+++ b/a\n@@ -1 +0,0 @@\n-1\n");
}

TEST_CASE("unifiedDiff: a missing newline at the end and CRLF are kept", "[cli]") {
  CHECK(unifiedDiff("a", "x\ny", "x\nz") == "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\n-y\n"
                                            "\\ No newline at end of file\n+z\n"
                                            "\\ No newline at end of file\n");
  CHECK(unifiedDiff("a", "x\r\ny\r\n", "x\r\nz\r\n") ==
        "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\r\n-y\r\n+z\r\n");
}

TEST_CASE("unifiedDiff: near changes share a hunk, far ones do not", "[cli]") {
  std::string near = numbered(1, 20);
  near.replace(near.find("5\n"), 1, "five").replace(near.find("12\n"), 2, "twelve");
  const std::string nearDiff = unifiedDiff("a", numbered(1, 20), near);
  CHECK(nearDiff.find("@@ -2,14 +2,14 @@") != std::string::npos);

  std::string far = numbered(1, 20);
  far.replace(far.find("5\n"), 1, "five").replace(far.find("13\n"), 2, "thirteen");
  const std::string farDiff = unifiedDiff("a", numbered(1, 20), far);
  CHECK(farDiff.find("@@ -2,7 +2,7 @@") != std::string::npos);
  CHECK(farDiff.find("@@ -10,7 +10,7 @@") != std::string::npos);
}

TEST_CASE("unifiedDiff: names that need care", "[cli]") {
  CHECK(unifiedDiff("my file.py", "1\n", "2\n").find("--- a/my file.py\t\n") == 0);
  CHECK(unifiedDiff("a\n\"b\\.py", "1\n", "2\n").find("--- \"a/a\\012\\\"b\\\\.py\"\n") == 0);
  CHECK(unifiedDiff("/srv/a.py", "1\n", "2\n").find("--- a/srv/a.py\n") == 0);
}

TEST_CASE("unifiedDiff: git apply makes the new text of the old one", "[cli]") {
  std::mt19937 random(20240607);
  const auto pick = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  const char* const endings[] = {"\n", "\n", "\n", "\r\n"};
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> lines;
    for (unsigned i = 0, count = pick(30) + 1; i < count; ++i)
      lines.push_back(std::string(1, static_cast<char>('a' + pick(5))) + endings[pick(4)]);
    const auto text = [&] {
      std::string joined;
      for (const std::string& line : lines)
        joined += line;
      return joined;
    };
    const std::string before = text() + (pick(2) == 0 ? "last" : "");
    for (unsigned i = 0, edits = pick(6) + 1; i < edits; ++i) {
      const auto at =
          lines.begin() + static_cast<std::ptrdiff_t>(pick(static_cast<unsigned>(lines.size())));
      if (pick(2) == 0 && lines.size() > 1)
        lines.erase(at);
      else
        lines.insert(at, "new\n");
    }
    const std::string after = text() + (pick(2) == 0 ? "last" : "");
    if (before != after)
      CHECK(patched(before, unifiedDiff("a.py", before, after)) == after);
  }
}

TEST_CASE("unifiedDiff: texts with nothing in common take little time", "[cli]") {
  std::string before;
  std::string after;
  for (int i = 0; i < 50000; ++i) {
    before += "old " + std::to_string(i) + "\n";
    after += "new " + std::to_string(i) + "\n";
  }
  const std::string diff = unifiedDiff("a.py", before, after);
  CHECK(diff.size() > before.size() + after.size());
}
