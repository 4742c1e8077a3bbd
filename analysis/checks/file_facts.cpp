#include "analysis/checks/file_facts.h"

namespace pysecd {

bool isTestPath(std::string_view path) {
  std::string_view rest = path;
  while (true) {
    const std::size_t slash = rest.find_first_of("/\\");
    const std::string_view part = rest.substr(0, slash);
    if (slash == std::string_view::npos)
      return part.starts_with("test_") || part.ends_with("_test.py") || part == "tests.py" ||
             part == "conftest.py";
    if (part == "tests")
      return true;
    rest.remove_prefix(slash + 1);
  }
}

FileFacts fileFacts(std::string path) {
  const bool isTest = isTestPath(path);
  return {std::move(path), isTest};
}

} // namespace pysecd
