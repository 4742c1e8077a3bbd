#include "analysis/support/suggest.h"
#include "server/cli/select_checks.h"
#include "test/support/catch.h"

#include <algorithm>
#include <array>

using namespace pysecd;
using namespace pysecd::cli;

namespace {

constexpr std::array<std::string_view, 4> kNames = {
    "database", "database-dynamic-query", "database-sql-injection", "input-path-traversal"};

bool disables(const CheckSelection& selection, std::string_view id) {
  return std::find(selection.disabled.begin(), selection.disabled.end(), id) !=
         selection.disabled.end();
}

} // namespace

TEST_CASE("didYouMean: typing errors and parts of names", "[cli]") {
  CHECK(didYouMean("databse-sql-injection", kNames) == " (did you mean 'database-sql-injection'?)");
  CHECK(didYouMean("sql-injection", kNames) == " (did you mean 'database-sql-injection'?)");
  CHECK(didYouMean("dtaabase", kNames).find("'database'") != std::string::npos);
  CHECK(didYouMean("zzz", kNames).empty());
  CHECK(didYouMean("", kNames).empty());
  CHECK(didYouMean(std::string(1'000'000, 'x'), kNames).empty());
}

TEST_CASE("selectChecks: ids, groups, lists, and what is taken away again", "[cli]") {
  CHECK(selectChecks({}, {}).disabled.empty());

  const CheckSelection one = selectChecks({"database-sql-injection"}, {});
  CHECK(one.error.empty());
  CHECK_FALSE(disables(one, "database-sql-injection"));
  CHECK(disables(one, "database-dynamic-query"));

  const CheckSelection group = selectChecks({"database"}, {" database-dynamic-query,"});
  CHECK(group.error.empty());
  CHECK_FALSE(disables(group, "database-sql-injection"));
  CHECK(disables(group, "database-dynamic-query"));
}

TEST_CASE("selectChecks: an unknown name is an error with a suggestion", "[cli]") {
  CHECK(selectChecks({"database-dynamic-qury"}, {}).error ==
        "--select: there is no check or group 'database-dynamic-qury' (did you mean "
        "'database-dynamic-query'?); `pysecd checks` lists them");
  CHECK(selectChecks({}, {"nonsense"}).error ==
        "--ignore: there is no check or group 'nonsense'; `pysecd checks` lists them");
}
