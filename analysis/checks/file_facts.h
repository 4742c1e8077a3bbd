// What checks may know of the file besides its text. Pure: any thread.
#pragma once

#include <string>
#include <string_view>

namespace pysecd {

struct FileFacts {
  std::string path;    // as the user wrote it; never opened
  bool isTest = false; // judged by a lower scale: nothing above Severity::Information
};

// True for test_x.py, x_test.py, tests.py, conftest.py and whatever lies in a folder named `tests`.
bool isTestPath(std::string_view path);
FileFacts fileFacts(std::string path);

} // namespace pysecd
