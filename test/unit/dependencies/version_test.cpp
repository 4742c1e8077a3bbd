#include "analysis/dependencies/advisories.h"
#include "analysis/dependencies/version.h"
#include "test/support/catch.h"

#include <string>
#include <vector>

using namespace pysecd::dependencies;

namespace {

Version version(const std::string& text) {
  auto parsed = Version::parse(text);
  INFO(text);
  REQUIRE(parsed);
  return *parsed;
}

bool allows(const std::string& specifiers, const std::string& text) {
  const auto parsed = parseSpecifiers(specifiers, 0);
  INFO(specifiers);
  REQUIRE(parsed);
  return admits(*parsed, version(text));
}

} // namespace

TEST_CASE("versions: each is less than all that follow it", "[dependencies]") {
  const std::vector<std::string> order = {
      "0.9",       "1.dev0",      "1.0a1.dev3", "1.0a1",          "1.0a1.post1", "1.0a2",
      "1.0b1",     "1.0rc1.dev1", "1.0rc1",     "1.0rc2",         "1.0",         "1.0+abc",
      "1.0+abc.1", "1.0+5",       "1.0+5.1",    "1.0.post1.dev2", "1.0.post1",   "1.0.post2",
      "1.0.1",     "1.1",         "1.10",       "2013.10",        "1!0.1",       "1!1.0"};
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = 0; j < order.size(); ++j) {
      INFO(order[i] << " and " << order[j]);
      CHECK((version(order[i]) < version(order[j])) == (i < j));
      CHECK((version(order[i]) == version(order[j])) == (i == j));
    }
}

TEST_CASE("versions: one version has many spellings", "[dependencies]") {
  const std::vector<std::pair<std::string, std::string>> same = {{"1", "1.0.0"},
                                                                 {"v1.0", "1.0"},
                                                                 {"1.0-RC.1", "1.0rc1"},
                                                                 {"1.0alpha", "1.0a0"},
                                                                 {"1.0_beta_2", "1.0b2"},
                                                                 {"1.0c1", "1.0rc1"},
                                                                 {"1.0preview3", "1.0rc3"},
                                                                 {"1.0-1", "1.0.post1"},
                                                                 {"1.0-r4", "1.0.post4"},
                                                                 {"1.0.dev", "1.0dev0"},
                                                                 {" 1.0\n", "1.0"},
                                                                 {"1.0+Ubuntu-1", "1.0+ubuntu.1"},
                                                                 {"0!1.0", "1.0"},
                                                                 {"1.00", "1.0"}};
  for (const auto& [a, b] : same) {
    INFO(a << " and " << b);
    CHECK(version(a) == version(b));
  }
}

TEST_CASE("versions: what is none", "[dependencies]") {
  for (const char* text : {"", "a", "1.", "1..0", "1.0x", "1.0+", "1.0+a+b", "!1", "1!", "1.0 2",
                           "99999999999999999999", "1.0rc1rc2"}) {
    INFO(text);
    CHECK_FALSE(Version::parse(text));
  }
  CHECK_FALSE(Version::parse(std::string(100'000, '1')));
  std::string many = "1";
  for (int i = 0; i < 50; ++i)
    many += ".1";
  CHECK_FALSE(Version::parse(many));
}

TEST_CASE("specifiers: which versions they admit", "[dependencies]") {
  CHECK(allows("==1.0", "1.0.0"));
  CHECK(allows("==1.0", "1.0+local"));
  CHECK_FALSE(allows("==1.0+a", "1.0+b"));
  CHECK(allows("==1.4.*", "1.4.9rc1"));
  CHECK_FALSE(allows("==1.4.*", "1.40"));
  CHECK(allows("==1.0.*", "1"));
  CHECK_FALSE(allows("!=1.4.*", "1.4"));
  CHECK(allows(">=1.0, <2", "1.9"));
  CHECK_FALSE(allows(">=1.0,<2", "2.0rc1"));
  CHECK(allows("<2.0rc2", "2.0rc1"));
  CHECK_FALSE(allows(">1.7", "1.7.0.post1"));
  CHECK(allows(">1.7.post1", "1.7.0.post2"));
  CHECK(allows("~=2.2", "2.9"));
  CHECK_FALSE(allows("~=2.2", "3.0"));
  CHECK(allows("~=2.2.0", "2.2.5"));
  CHECK_FALSE(allows("~=2.2.0", "2.3"));
  CHECK(allows("", "1"));
  for (const char* text : {"=1", "1", ">=", "~=1", ">=1.*", "==1,,x", "==1 2"}) {
    INFO(text);
    CHECK_FALSE(parseSpecifiers(text, 0));
  }
}

TEST_CASE("specifiers: where a version stands", "[dependencies]") {
  const std::string text = "  >= 1.2 , ==1.4.*";
  const auto all = parseSpecifiers(text, 100);
  REQUIRE(all);
  REQUIRE(all->size() == 2);
  CHECK(text.substr((*all)[0].text.begin - 100, (*all)[0].text.size()) == "1.2");
  CHECK(text.substr((*all)[1].text.begin - 100, (*all)[1].text.size()) == "1.4.*");
  CHECK(exactOf(*all) == nullptr);
  const Bounds bounds = boundsOf(*all);
  REQUIRE(bounds.least);
  REQUIRE(bounds.most);
  CHECK(*bounds.least == version("1.4"));
  CHECK(*bounds.most == version("1.5"));
  CHECK_FALSE(bounds.mostIncluded);
}

TEST_CASE("advisories: names are compared as PEP 503 says", "[dependencies]") {
  CHECK(normalizedName("Acme__Forms.-Web") == "acme-forms-web");
  AdvisorySet set;
  set.add("Acme_Forms", {.id = "T-1"});
  CHECK(set.of("acme-forms").size() == 1);
  CHECK(set.of("acmeforms").empty());
}
