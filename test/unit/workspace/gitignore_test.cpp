#include "server/workspace/gitignore.h"
#include "test/support/catch.h"

using namespace pysecd::workspace;
using Verdict = IgnoreRules::Verdict;

namespace {

bool ignores(std::string_view rules, std::string_view path, bool isDirectory = false) {
  return IgnoreRules::parse(rules).match(path, isDirectory) == Verdict::Ignored;
}

} // namespace

TEST_CASE("gitignore: a pattern without a slash matches at any depth", "[cli]") {
  CHECK(ignores("*.py", "a.py"));
  CHECK(ignores("*.py", "src/deep/a.py"));
  CHECK(ignores("build", "src/build", true));
  CHECK_FALSE(ignores("build", "rebuild"));
  CHECK_FALSE(ignores("a?.py", "a.py"));
}

TEST_CASE("gitignore: a slash at the start or inside anchors", "[cli]") {
  CHECK(ignores("/a.py", "a.py"));
  CHECK_FALSE(ignores("/a.py", "src/a.py"));
  CHECK(ignores("src/a.py", "src/a.py"));
  CHECK_FALSE(ignores("src/a.py", "lib/src/a.py"));
  CHECK(ignores("src/*.py", "src/a.py"));
  CHECK_FALSE(ignores("src/*.py", "src/deep/a.py"));
}

TEST_CASE("gitignore: a slash at the end means directories only", "[cli]") {
  CHECK(ignores("gen/", "src/gen", true));
  CHECK_FALSE(ignores("gen/", "src/gen", false));
  CHECK(ignores("/gen/", "gen", true));
  CHECK_FALSE(ignores("/gen/", "src/gen", true));
}

TEST_CASE("gitignore: two asterisks span directories, and only between slashes", "[cli]") {
  CHECK(ignores("**/gen", "gen"));
  CHECK(ignores("**/gen", "a/b/gen"));
  CHECK(ignores("a/**/z", "a/z"));
  CHECK(ignores("a/**/z", "a/b/c/z"));
  CHECK_FALSE(ignores("a/**/z", "b/a/z"));
  CHECK(ignores("gen/**", "gen/a/b.py"));
  CHECK_FALSE(ignores("gen/**", "gen", true));
  CHECK_FALSE(ignores("a**z/x", "a/b/z/x"));
  CHECK(ignores("a**z/x", "abz/x"));
}

TEST_CASE("gitignore: the last match decides, and ! takes back", "[cli]") {
  const IgnoreRules rules = IgnoreRules::parse("*.py\n!keep.py\n/keep.py\n");
  CHECK(rules.match("a.py", false) == Verdict::Ignored);
  CHECK(rules.match("src/keep.py", false) == Verdict::Included);
  CHECK(rules.match("keep.py", false) == Verdict::Ignored);
  CHECK(rules.match("readme", false) == Verdict::Undecided);
}

TEST_CASE("gitignore: comments, blanks, escapes and line ends", "[cli]") {
  CHECK(IgnoreRules::parse("# only\n\n   \n/\n!\n").empty());
  CHECK(ignores("\\#a", "#a"));
  CHECK(ignores("\\!a", "!a"));
  CHECK(ignores("a  ", "a"));
  CHECK(ignores("a\\ ", "a "));
  CHECK_FALSE(ignores("a\\ ", "a"));
  CHECK(ignores("a.py\r\nb.py\r\n", "a.py"));
  CHECK(ignores("\xef\xbb\xbf"
                "a.py",
                "a.py"));
  CHECK(ignores("last.py", "last.py"));
  CHECK_FALSE(ignores("a\\", "a"));
  CHECK_FALSE(ignores("a\\", "a\\"));
  CHECK(ignores("a\\*", "a*"));
  CHECK_FALSE(ignores("a\\*", "ab"));
}

TEST_CASE("gitignore: character classes", "[cli]") {
  CHECK(matchSegment("[a-c]x", "bx"));
  CHECK_FALSE(matchSegment("[a-c]x", "dx"));
  CHECK(matchSegment("[!a-c]x", "dx"));
  CHECK(matchSegment("[^a]", "b"));
  CHECK(matchSegment("[]a]", "]"));
  CHECK(matchSegment("[a-]", "-"));
  CHECK(matchSegment("[\\]]", "]"));
  CHECK(matchSegment("[[:digit:]_]", "7"));
  CHECK(matchSegment("[[:digit:]_]", "_"));
  CHECK_FALSE(matchSegment("[[:digit:]_]", "a"));
  CHECK_FALSE(matchSegment("[a", "a"));
  CHECK_FALSE(matchSegment("[a", "[a"));
  CHECK_FALSE(ignores("a[/]b", "a/b"));
}

TEST_CASE("gitignore: hostile patterns take polynomial time", "[cli]") {
  std::string pattern;
  std::string deep;
  for (int i = 0; i < 200; ++i) {
    pattern += "*a";
    deep += "**/a/";
  }
  const std::string letters(20000, 'a');
  CHECK_FALSE(matchSegment(pattern + "b", letters));
  CHECK(matchSegment(pattern, letters));
  std::string path;
  for (int i = 0; i < 2000; ++i)
    path += "a/";
  CHECK_FALSE(ignores(deep + "b", path + "c"));
  CHECK(ignores(deep + "c", path + "c"));
}
