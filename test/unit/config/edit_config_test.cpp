#include "server/config/edit_config.h"
#include "test/support/catch.h"

#include <string>

using namespace pysecd;

namespace {

std::string applied(std::string text, const std::vector<TextEdit>& edits) {
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replace(edit->range.begin, edit->range.size(), edit->newText);
  return text;
}

// The text with the check ignored; "none" if that is not offered.
std::string ignored(std::string text, bool pyproject = false) {
  const auto edits = config::ignoreCheck(text, pyproject, "b");
  return edits ? applied(std::move(text), *edits) : "none";
}

std::string ignoredBelow(std::string text, bool pyproject = false,
                         std::string_view directory = "tests") {
  const auto edits = config::ignoreCheckBelow(text, pyproject, directory, "b");
  return edits ? applied(std::move(text), *edits) : "none";
}

} // namespace

TEST_CASE("ignoring a check in the configuration: lists keep their form", "[config]") {
  CHECK(ignored("ignore = []\n") == "ignore = [\"b\"]\n");
  CHECK(ignored("ignore = [ # none yet\n]\n") == "ignore = [\"b\" # none yet\n]\n");
  CHECK(ignored("ignore = [\"a\"] # why\n") == "ignore = [\"a\", \"b\"] # why\n");
  CHECK(ignored("ignore = [\"a\",]\n") == "ignore = [\"a\", \"b\",]\n");
  CHECK(ignored("ignore = [\n  \"a\",\n]\n") == "ignore = [\n  \"a\",\n  \"b\",\n]\n");
  CHECK(ignored("ignore = [\n  \"a\",  # why\n]\n") ==
        "ignore = [\n  \"a\",  # why\n  \"b\",\n]\n");
  CHECK(ignored("ignore = [\n  \"a\"  # why\n]\n") == "ignore = [\n  \"a\",  # why\n  \"b\"\n]\n");
  CHECK(ignored("ignore = [\n\t\"a\"\n]\n") == "ignore = [\n\t\"a\",\n\t\"b\"\n]\n");
  CHECK(ignored("ignore = [\n  \"a\" ]\n") == "ignore = [\n  \"a\", \"b\" ]\n");
  CHECK(ignored("ignore = [\r\n  \"a\",\r\n]\r\n") ==
        "ignore = [\r\n  \"a\",\r\n  \"b\",\r\n]\r\n");
  CHECK(ignored("ignore = [\n  \"é\", \"c\",\n]\n") == "ignore = [\n  \"é\", \"c\", \"b\",\n]\n");
}

TEST_CASE("ignoring a check in the configuration: where there is no list yet", "[config]") {
  CHECK(ignored("") == "ignore = [\"b\"]\n");
  CHECK(ignored("# ours\nselect = [\"a\"] # why\n\n[per-file-ignores]\nx = [\"c\"]\n") ==
        "# ours\nselect = [\"a\"] # why\nignore = [\"b\"]\n\n[per-file-ignores]\nx = [\"c\"]\n");
  CHECK(ignored("[per-file-ignores]\nx = [\"c\"]\n") ==
        "ignore = [\"b\"]\n[per-file-ignores]\nx = [\"c\"]\n");
  CHECK(ignored("\xef\xbb\xbf[per-file-ignores]\r\n") ==
        "\xef\xbb\xbfignore = [\"b\"]\r\n[per-file-ignores]\r\n");
  CHECK(ignored("select = [\"a\"]") == "select = [\"a\"]\nignore = [\"b\"]");
}

TEST_CASE("ignoring a check in the configuration: pyproject.toml", "[config]") {
  CHECK(ignored("[tool.pysecd]\n[tool.other]\nx = 1\n", true) ==
        "[tool.pysecd]\nignore = [\"b\"]\n[tool.other]\nx = 1\n");
  CHECK(ignored("[tool.pysecd] # ours\nselect = [\"a\"]\n\n[x]\n", true) ==
        "[tool.pysecd] # ours\nselect = [\"a\"]\nignore = [\"b\"]\n\n[x]\n");
  CHECK(ignored("[tool.pysecd.per-file-ignores]\nx = [\"a\"]\n", true) ==
        "[tool.pysecd]\nignore = [\"b\"]\n\n[tool.pysecd.per-file-ignores]\nx = [\"a\"]\n");
  CHECK(ignored("[tool]\npysecd.ignore = [\"a\"]\n", true) ==
        "[tool]\npysecd.ignore = [\"a\", \"b\"]\n");
}

TEST_CASE("ignoring a check in the configuration: not where it could come out wrong", "[config]") {
  CHECK(ignored("ignore = \"a\"\n") == "none");
  CHECK(ignored("ignore = [\n") == "none");
  CHECK(ignored("[project]\n", true) == "none");
  CHECK(ignored("[tool]\npysecd = { select = [\"a\"] }\n", true) == "none");
  CHECK(ignored("a = " + std::string(100'000, '[')) == "none");
}

TEST_CASE("ignoring a check below a directory", "[config]") {
  CHECK(ignoredBelow("") == "[per-file-ignores]\n\"tests/**\" = [\"b\"]\n");
  CHECK(ignoredBelow("ignore = [\"a\"]\n") ==
        "ignore = [\"a\"]\n\n[per-file-ignores]\n\"tests/**\" = [\"b\"]\n");
  CHECK(ignoredBelow("ignore = [\"a\"]\r\nselect = []") ==
        "ignore = [\"a\"]\r\nselect = []\r\n\r\n[per-file-ignores]\r\n\"tests/**\" = "
        "[\"b\"]\r\n");
  CHECK(ignoredBelow("[per-file-ignores]\n\"tests/**\" = [\"a\"] # why\n") ==
        "[per-file-ignores]\n\"tests/**\" = [\"a\", \"b\"] # why\n");
  CHECK(ignoredBelow("[per-file-ignores] # ours\nx = [\"a\"] # why\n\n# end\n") ==
        "[per-file-ignores] # ours\nx = [\"a\"] # why\n\"tests/**\" = [\"b\"]\n\n# end\n");
  CHECK(ignoredBelow("[per-file-ignores]\n") == "[per-file-ignores]\n\"tests/**\" = [\"b\"]\n");
  CHECK(ignoredBelow("per-file-ignores = { x = [\"a\"] }\n") ==
        "per-file-ignores = { x = [\"a\"], \"tests/**\" = [\"b\"] }\n");
  CHECK(ignoredBelow("per-file-ignores = {}\n") ==
        "per-file-ignores = { \"tests/**\" = [\"b\"] }\n");
  CHECK(ignoredBelow("[tool.pysecd]\nignore = []\n[x]\ny = 1\n", true) ==
        "[tool.pysecd]\nignore = []\n[x]\ny = 1\n\n[tool.pysecd.per-file-ignores]\n"
        "\"tests/**\" = [\"b\"]\n");
  CHECK(ignoredBelow("per-file-ignores = 3\n") == "none");
  CHECK(ignoredBelow("[per-file-ignores]\n\"tests/**\" = 3\n") == "none");
  CHECK(ignoredBelow("[project]\n", true) == "none");
  for (const char* odd : {"", "a*b", "a[b]", "!a", "#a", "a\"b", "a\\b", "a\nb"})
    CHECK(ignoredBelow("", false, odd) == "none");
}
