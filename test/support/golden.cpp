#include "test/support/golden.h"

#include "test/support/catch.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace pysecd::test {
namespace {

std::string readWhole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The line that holds byte `at`, with its number.
std::string lineAt(const std::string& text, std::size_t at) {
  const std::size_t end = std::min(at, text.size());
  const auto number =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n') + 1;
  const auto newline = end == 0 ? std::string::npos : text.rfind('\n', end - 1);
  const std::size_t begin = newline == std::string::npos ? 0 : newline + 1;
  return std::to_string(number) + ": " + text.substr(begin, text.find('\n', begin) - begin);
}

} // namespace

std::vector<std::filesystem::path> filesIn(const std::string& folder,
                                           const std::string& extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(PYSECD_SOURCE_DIR) / folder))
    if (entry.path().extension() == extension)
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE_FALSE(files.empty());
  return files;
}

void checkGolden(const std::filesystem::path& path,
                 const std::function<std::string(const std::string&)>& play) {
  const std::string expected = readWhole(path);
  std::string actual;
  try {
    actual = play(expected);
  } catch (const std::exception& error) {
    FAIL_CHECK(path.filename().string() << ": " << error.what());
    return;
  }
  if (actual != expected && std::getenv("PYSECD_UPDATE")) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  if (actual == expected)
    return;
  const auto differ = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
  const auto at = static_cast<std::size_t>(differ.first - expected.begin());
  FAIL_CHECK(path.filename().string()
             << " differs\n  expected line " << lineAt(expected, at) << "\n  actual line   "
             << lineAt(actual, at) << "\n--- all of the actual text\n"
             << actual);
}

} // namespace pysecd::test
