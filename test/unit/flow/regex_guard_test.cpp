#include "analysis/flow/regex_guard.h"
#include "test/support/catch.h"

using namespace pysecd;

namespace {
constexpr SinkMask kNoPaths = kAllSinks & ~(maskOf(Sink::Path) | maskOf(Sink::Url) |
                                            maskOf(Sink::Redirect) | maskOf(Sink::Archive));
}

TEST_CASE("a pattern of harmless characters cleans what it matches in full", "[flow]") {
  for (const char* pattern :
       {"[a-z_]+", "\\w+", "\\d{4}-\\d{2}", "(?:[A-Z]{2})?[0-9]+", "asc|desc", "(?P<year>\\d+)"}) {
    INFO(pattern);
    CHECK(matchedTextIsClean(pattern, RegexUse::FullMatch) == kAllSinks);
  }
  CHECK(matchedTextIsClean("[\\w.@+-]+", RegexUse::FullMatch) ==
        kNoPaths); // dots climb directories
}

TEST_CASE("match and search clean only when the pattern is anchored", "[flow]") {
  CHECK(matchedTextIsClean("^\\w+$", RegexUse::Match) == kAllSinks);
  CHECK(matchedTextIsClean("\\w+\\Z", RegexUse::Match) == kAllSinks);
  CHECK(matchedTextIsClean("\\w+", RegexUse::Match) == 0);
  CHECK(matchedTextIsClean("^\\w+", RegexUse::Search) == 0);
  CHECK(matchedTextIsClean("\\w+$", RegexUse::Search) == 0);
  CHECK(matchedTextIsClean("^asc|desc$", RegexUse::Search) == 0);
  CHECK(matchedTextIsClean("^(?:asc|desc)$", RegexUse::Search) == kAllSinks);
}

TEST_CASE("a pattern that lets dangerous characters through cleans nothing", "[flow]") {
  for (const char* pattern :
       {".+", "[^;]+", "\\S+", "[a-z ]+", "[A-z]+", "[+-~]+", "it's", "\\w+\\s\\w+", "(?=x).*",
        "[a-z", "a)", "(\\w+", "\\", "a{,", "\\1", "[\\W]"}) {
    INFO(pattern);
    CHECK(matchedTextIsClean(pattern, RegexUse::FullMatch) == 0);
  }
}
