#include "server/config/edit_config.h"
#include "test/support/catch.h"

#include <string>

using namespace pysecd;

namespace {

// The text with the check ignored; "none" if that is not offered.
std::string ignored(std::string text, bool pyproject = false) {
  const auto edits = config::ignoreCheck(text, pyproject, "b");
  if (!edits)
    return "none";
  for (auto edit = edits->rbegin(); edit != edits->rend(); ++edit)
    text.replace(edit->range.begin, edit->range.size(), edit->newText);
  return text;
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
