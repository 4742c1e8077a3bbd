#include "analysis/support/suggest.h"
#include "test/support/catch.h"

#include <array>

using namespace pysecd;

namespace {

constexpr std::array<std::string_view, 4> kNames = {
    "database", "database-dynamic-query", "database-sql-injection", "input-path-traversal"};

} // namespace

TEST_CASE("didYouMean: typing errors and parts of names", "[cli]") {
  CHECK(didYouMean("databse-sql-injection", kNames) == " (did you mean 'database-sql-injection'?)");
  CHECK(didYouMean("sql-injection", kNames) == " (did you mean 'database-sql-injection'?)");
  CHECK(didYouMean("dtaabase", kNames).find("'database'") != std::string::npos);
  CHECK(didYouMean("zzz", kNames).empty());
  CHECK(didYouMean("", kNames).empty());
  CHECK(didYouMean(std::string(1'000'000, 'x'), kNames).empty());
}
