#include "analysis/dependencies/check_dependencies.h"
#include "test/support/catch.h"

using namespace pysecd;
using namespace pysecd::dependencies;

namespace {

AdvisorySet acme() {
  AdvisorySet set;
  Advisory advisory{.id = "T-1", .severe = true};
  advisory.ranges.push_back({.end = Version::parse("2.1.4"), .endText = "2.1.4"});
  advisory.ranges.push_back(
      {.introduced = Version::parse("3.0"), .end = Version::parse("3.1"), .endText = "3.1"});
  set.add("acme", advisory);
  return set;
}

std::vector<Finding> check(std::string_view path, std::string_view text) {
  const AdvisorySet set = acme();
  return checkDependencies(path, text, {.locked = true, .advisories = &set}, {}).findings;
}

std::string repaired(std::string_view path, std::string text) {
  for (const Finding& finding : check(path, text)) {
    REQUIRE(finding.fixes.size() == 1);
    REQUIRE(finding.fixes[0].edits.size() == 1);
    const TextEdit& edit = finding.fixes[0].edits[0];
    text.replace(edit.range.begin, edit.range.size(), edit.newText);
  }
  return text;
}

} // namespace

TEST_CASE("dependencies: a bump rewrites the version and nothing else", "[dependencies]") {
  CHECK(repaired("requirements.txt", "Acme [x]  ==  2.0 ; python_version<'3.9' # why\n") ==
        "Acme [x]  ==  2.1.4 ; python_version<'3.9' # why\n");
  CHECK(repaired("requirements.txt", "acme \\\r\n  ==2.0,!=1.0\r\n") ==
        "acme \\\r\n  ==2.1.4,!=1.0\r\n");
  CHECK(repaired("a/pyproject.toml", "[project]\ndependencies = [ # \xc3\xa9\n 'acme==2.0']\n") ==
        "[project]\ndependencies = [ # \xc3\xa9\n 'acme==2.1.4']\n");
  CHECK(repaired("pyproject.toml", "[project]\nname='\xc3\xa9'\n"
                                   "dependencies = ['\xc3\xa9', \"acme==2.0\"]\n") ==
        "[project]\nname='\xc3\xa9'\ndependencies = ['\xc3\xa9', \"acme==2.1.4\"]\n");
  CHECK(repaired("pyproject.toml", "[tool.poetry.dependencies]\nacme = {version='2.0'}\n") ==
        "[tool.poetry.dependencies]\nacme = {version='2.1.4'}\n");
  CHECK(repaired("Pipfile", "[dev-packages]\nacme = \"==2.0\"\n") ==
        "[dev-packages]\nacme = \"==2.1.4\"\n");
}

TEST_CASE("dependencies: the bump stays near, or is for a person to choose", "[dependencies]") {
  const Finding near = check("requirements.txt", "acme==3.0.1\n").at(0);
  CHECK(near.severity == Severity::Error);
  CHECK(near.message == "acme 3.0.1 is vulnerable: T-1; fixed in 3.1");
  CHECK(near.fixes.at(0).safety == Safety::Safe);
  CHECK(near.fixes.at(0).preferred);
  const Finding far = check("requirements.txt", "acme==1.0\n").at(0);
  CHECK(far.fixes.at(0).edits.at(0).newText == "2.1.4");
  CHECK(far.fixes.at(0).safety == Safety::Unsafe);
  const Finding hashed = check("requirements.txt", "acme==2.0 --hash=sha256:00\n").at(0);
  CHECK(hashed.fixes.empty());
  CHECK_FALSE(hashed.whyNoFix.empty());
}

TEST_CASE("dependencies: Pipfile.lock is read with the places of its versions", "[dependencies]") {
  const std::string text = R"({
  "_meta": {"hash": {"sha256": "\"acme\""}, "sources": [{"url": "x"}, 1, null]},
  "default": {
    "other": {"hashes": ["sha256:00"], "version": "==1.0"},
    "acme": {"extras": [], "markers": "python_version >= '3'", "version": "==2.0"}
  },
  "develop": {"acme": {"version": "==2.1.4"}, "editable": {"path": "."}}
})";
  const std::vector<Finding> findings = check("app/Pipfile.lock", text);
  REQUIRE(findings.size() == 1);
  CHECK(text.substr(findings[0].range.begin, findings[0].range.size()) == "==2.0");
  CHECK(findings[0].fixes.empty());
}

TEST_CASE("dependencies: broken and hostile files keep what can be read", "[dependencies]") {
  const auto understood = [](std::string_view path, std::string_view text) {
    return checkDependencies(path, text, {}, {}).understood;
  };
  CHECK(understood("requirements.txt", ""));
  CHECK_FALSE(understood("requirements.txt", "{{ name }}\nacme==1\n"));
  CHECK(check("requirements.txt", "{{ name }}\nacme==1\n").size() == 1);
  CHECK(check("requirements.txt", "acme==2.0\\").size() + 1 > 0);
  CHECK(check("requirements.txt", "acme==2.0").size() == 1);
  CHECK_FALSE(understood("pyproject.toml", "[project\n"));
  CHECK_FALSE(understood("pyproject.toml", "a = " + std::string(100'000, '[')));
  std::string endless = "[a";
  for (int i = 0; i < 100'000; ++i)
    endless += ".a";
  CHECK_FALSE(understood("pyproject.toml", endless + "]"));
  CHECK_FALSE(understood("Pipfile.lock", std::string(1'000'000, '[')));
  CHECK_FALSE(understood("Pipfile.lock", R"({"default": )" + std::string(100'000, '{')));
  CHECK_FALSE(understood("Pipfile.lock", R"({"default": {"acme": {"version": "==2)"));
  CHECK(understood("pyproject.toml", "project = 1\ntool = [2]\n"));
  CHECK(understood("poetry.lock", "package = [1, {name = 2, version = 3}]\n"));
  std::string many;
  for (int i = 0; i < 3'000; ++i)
    many += "acme==2.0\n";
  CHECK(check("requirements.txt", many).size() == 1'000);
}
