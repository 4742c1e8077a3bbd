// Which patterns backtrack exponentially, and texts that show it.
#include "analysis/checks/util/regex_ambiguity.h"

#include "test/support/catch.h"

using namespace pysecd;

TEST_CASE("loops that one text can take in two ways are found") {
  for (const char* pattern : {"^(a+)+$", "^(a*)*$", "^(a|a)*$", "^(a|aa)+$", R"(^(\w+\s?)*$)",
                              R"(^(\d+\d*)+x)", R"(^([a-z]+)*@)", R"((x+x+)+y)",
                              R"(^(?:[a-z]|[a-f0-9])*!)", R"(^(.*,)*x)", R"(^(?P<n>a{1,50})+$)"}) {
    INFO(pattern);
    const auto attack = exponentialAttack(pattern, false);
    REQUIRE(attack);
    CHECK_FALSE(attack->pump.empty());
  }
}

TEST_CASE("loops whose ways differ, or that need not fail, are not") {
  for (const char* pattern :
       {"^[a-z]+(-[a-z]+)*$", R"(^(\d+,)*\d+$)", R"(^"(?:[^"\\]|\\.)*"$)", "(a+)+", "^a*b*c*$",
        R"(^\s*(\w+)\s*=\s*(.*)$)", "^(?:ab|cd)*$", R"(^[\w.]+@[\w.]+$)", "", "abc", "a{2,3}b"}) {
    INFO(pattern);
    CHECK_FALSE(exponentialAttack(pattern, false));
  }
}

TEST_CASE("a pattern that must match the whole text can fail behind any loop") {
  CHECK_FALSE(exponentialAttack("(a+)+", false));
  CHECK(exponentialAttack("(a+)+", true));
}

TEST_CASE("the text leads into the loop, around it and out of the pattern") {
  const auto attack = exponentialAttack("^x(ab|ab)+$", false);
  REQUIRE(attack);
  CHECK(attack->prefix.substr(0, 2) == "xa");
  CHECK(attack->pump.size() % 2 == 0);
  CHECK(attack->suffix == "!");
}

TEST_CASE("what cannot be read has no answer") {
  for (const char* pattern : {R"((a)\1)", "(?x) a +", "(?>a+)+$", "(a", "a)", "*a", "a++b", "[a"}) {
    INFO(pattern);
    CHECK_FALSE(exponentialAttack(pattern, true));
  }
  CHECK_FALSE(exponentialAttack(std::string(100'000, '('), false));
  CHECK_FALSE(exponentialAttack(std::string(1'000, 'a'), false));
}
