#include "server/config/config_file.h"
#include "test/support/catch.h"

#include <fmt/format.h>

using namespace pysecd;
using namespace pysecd::config;

namespace {

// "2:1-2:7 message" for each problem.
std::vector<std::string> problems(const std::string& text, bool pyproject = false) {
  const LineIndex lines(text);
  std::vector<std::string> result;
  for (const Problem& problem : parseConfig(text, pyproject).problems) {
    const LineColumn begin = lines.position(problem.range.begin, ColumnUnit::Utf32);
    const LineColumn end = lines.position(problem.range.end, ColumnUnit::Utf32);
    result.push_back(fmt::format("{}:{}-{}:{} {}", begin.line + 1, begin.column + 1, end.line + 1,
                                 end.column + 1, problem.message));
  }
  return result;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("configuration: every option is read", "[config]") {
  const ParsedConfig parsed = parseConfig("select = ['database', \"input-path-traversal\"]\n"
                                          "ignore = ['database-dynamic-query']\n"
                                          "exclude = ['build/']\n"
                                          "extend-exclude = ['*_pb2.py']\n"
                                          "respect-gitignore = false\n"
                                          "max-file-size = '512K'\n"
                                          "foreign-suppressions = false\n"
                                          "fail-on = 'error'\n"
                                          "models = ['models']\n"
                                          "advisories = 'osv.jsonl'\n"
                                          "[per-file-ignores]\n"
                                          "'tests/**' = ['access']\n",
                                          false);
  CHECK(parsed.problems.empty());
  CHECK(parsed.where.size() == allOptions().size());
  const Options& options = parsed.options;
  CHECK(options.select == std::vector<std::string>{"database", "input-path-traversal"});
  CHECK(options.ignore == std::vector<std::string>{"database-dynamic-query"});
  CHECK(options.exclude == std::vector<std::string>{"build/"});
  CHECK(options.extendExclude == std::vector<std::string>{"*_pb2.py"});
  CHECK(options.respectGitignore == false);
  CHECK(options.maxFileSize == 512U * 1024);
  CHECK(options.foreignSuppressions == false);
  CHECK(options.failOn == FailOn::Error);
  CHECK(options.models == std::vector<std::string>{"models"});
  CHECK(options.advisories == "osv.jsonl");
  REQUIRE(options.perFileIgnores);
  REQUIRE(options.perFileIgnores->size() == 1);
  CHECK(options.perFileIgnores->front().glob == "tests/**");
  CHECK(options.perFileIgnores->front().checks == std::vector<std::string>{"access"});
}

TEST_CASE("configuration: each mistake has its place and the nearest name; the rest applies",
          "[config]") {
  const std::string text = "# é\n"
                           "ignroe = []\n"
                           "nonsense = 1\n"
                           "ignore = [\"é\", \"database-sql-injektion\", 3, \"access\"]\n"
                           "exclude = 'tests'\n"
                           "fail-on = 'warn'\n"
                           "max-file-size = -1\n"
                           "respect-gitignore = 'no'\n"
                           "extend-exclude = ['']\n"
                           "per-file-ignores = []\n";
  CHECK(problems(text) ==
        Lines{"2:1-2:7 there is no option 'ignroe' (did you mean 'ignore'?)",
              "3:1-3:9 there is no option 'nonsense'; there are select, ignore, per-file-ignores, "
              "exclude, extend-exclude, respect-gitignore, max-file-size, foreign-suppressions, "
              "fail-on, models, advisories",
              "4:11-4:14 there is no check or group 'é'; `pysecd checks` lists them",
              "4:16-4:40 there is no check or group 'database-sql-injektion' (did you mean "
              "'database-sql-injection' or 'database-nosql-injection' or "
              "'database-ldap-injection'?); `pysecd checks` lists them",
              "4:42-4:43 an entry of 'ignore' must be a string, not a number",
              "5:11-5:18 'exclude' must be a list of globs, not a string",
              "6:11-6:17 'fail-on' must be one of error, warning, information, hint, never (did "
              "you mean 'warning'?)",
              "7:17-7:19 'max-file-size' must be a number of bytes, or as in \"512K\", \"4M\", "
              "\"1G\"; at most 1G",
              "8:21-8:25 'respect-gitignore' must be true or false, not a string",
              "9:19-9:21 the glob '' matches nothing: it is empty, a comment, or ends in '\\'",
              "10:20-10:22 'per-file-ignores' must be a table, { \"tests/**\" = [\"access\"] }, "
              "not a list"});
  const Options options = parseConfig(text, false).options;
  CHECK(options.ignore == std::vector<std::string>{"access"});
  CHECK_FALSE(options.exclude);
  CHECK(problems("ignore = ['B324']\n") ==
        Lines{"1:11-1:17 there is no check or group 'B324' (it is external-weak-hash, "
              "access-plaintext-password here); "
              "`pysecd checks` lists them"});
}

TEST_CASE("configuration: of pyproject.toml only [tool.pysecd] counts", "[config]") {
  CHECK_FALSE(parseConfig("[project]\nname = 'x'\n", true).present);
  CHECK_FALSE(parseConfig("[project\n", true).present); // broken, but not ours
  CHECK_FALSE(parseConfig("[project]\nname = 'pysecd'\n", true).present);
  const ParsedConfig parsed =
      parseConfig("[tool.ruff]\nselect = ['E']\n[tool.pysecd]\nignore = ['access']\n", true);
  CHECK(parsed.present);
  CHECK(parsed.problems.empty());
  CHECK(parsed.options.ignore == std::vector<std::string>{"access"});
  CHECK(problems("[tool]\npysecd = 3\n", true) ==
        Lines{"2:10-2:11 'tool.pysecd' must be a table, [tool.pysecd], not a number"});
  CHECK(problems("[tool.pysecd]\nignores = []\n[a\n", true).size() == 1);
  CHECK(parseConfig("[tool.pysecd]\n[a\n", true).broken);
}

TEST_CASE("configuration: what is no TOML says where, and nothing of it applies", "[config]") {
  const ParsedConfig parsed = parseConfig("ignore = ['access']\nselect = ['a'\nx = 1\n", false);
  CHECK(parsed.broken);
  CHECK_FALSE(parsed.options.ignore);
  CHECK(problems("ignore = ['access']\nselect = ['a'\nx = 1\n") ==
        Lines{"3:1-3:1 not TOML: Error while parsing array: expected comma or closing ']', saw "
              "'x'; what it says now does not apply"});
  CHECK(problems("\xef\xbb\xbfignroe = []\r\n").front().starts_with("1:2-1:8 there is no option"));
}

TEST_CASE("configuration: hostile files cost little", "[config]") {
  std::string endless = "[a";
  for (int i = 0; i < 100'000; ++i)
    endless += ".a";
  std::string many;
  for (int i = 0; i < 5'000; ++i)
    many += fmt::format("option-{} = 1\n", i);
  for (const std::string& text :
       {endless + "]", endless + " = 1", "a = " + std::string(100'000, '['),
        "a = " + std::string(100'000, '{'), std::string(100'000, '\0'),
        std::string("ignore = [\"\xff\"]"),
        std::string("\xff\xfe"
                    "a")})
    CHECK(parseConfig(text, false).broken);
  CHECK(problems(many).size() == 101);
  const std::string name(100'000, 'x');
  CHECK(problems("ignore = ['" + name + "']").front().size() < 300);
}

TEST_CASE("configuration: an editor's settings have the same names", "[config]") {
  const auto settings = [](const char* json) { return parseSettings(json); };
  const ParsedConfig parsed =
      settings(R"({"ignore": ["access"], "foreign-suppressions": false, "select": null,
                   "per-file-ignores": {"a\n\"b/**": ["database"]}, "max-file-size": 4096})");
  CHECK(parsed.problems.empty());
  CHECK(parsed.options.ignore == std::vector<std::string>{"access"});
  CHECK(parsed.options.foreignSuppressions == false);
  CHECK_FALSE(parsed.options.select);
  CHECK(parsed.options.maxFileSize == 4096U);
  CHECK(parsed.options.perFileIgnores->front().glob == "a\n\"b/**");
  CHECK(settings("null").problems.empty());
  CHECK(settings("[1]").problems.size() == 1);
  CHECK(settings("{").problems.size() == 1);
  REQUIRE(settings(R"({"ignroe": [], "ignore": "access"})").problems.size() == 2);
  CHECK(settings(R"({"ignroe": []})").problems.front().message ==
        "there is no option 'ignroe' (did you mean 'ignore'?)");
}

TEST_CASE("configuration: sizes", "[config]") {
  CHECK(sizeOf("1") == 1U);
  CHECK(sizeOf("4M") == 4U << 20);
  CHECK(sizeOf("4m") == 4U << 20);
  CHECK(sizeOf("1G") == 1U << 30);
  for (const char* wrong : {"", "0", "K", "2G", "-1", "1.5M", "4X", "4 M", "99999999999"})
    CHECK_FALSE(sizeOf(wrong));
}
