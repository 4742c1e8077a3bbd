#include "server/cli/cli.h"
#include "test/support/catch.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace pysecd;

namespace {
constexpr const char* kHead =
    "# The checks\n\nWritten by `PYSECD_UPDATE=1` and the test that compares it: "
    "`pysecd checks --format md` prints the table.\n\n";
}

TEST_CASE("the table of checks in analysis/checks/README.md is what the program prints", "[cli]") {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  REQUIRE(cli::runChecks(cli::ListFormat::Markdown, {in, out, err}) == cli::kExitClean);
  const std::string expected = kHead + out.str();
  const std::string path = std::string(PYSECD_SOURCE_DIR) + "/analysis/checks/README.md";
  if (std::getenv("PYSECD_UPDATE") != nullptr)
    std::ofstream(path, std::ios::binary) << expected;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  CHECK(text.str() == expected);
}
