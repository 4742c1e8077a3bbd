// Files that hold both what a test does and what must come of it. With PYSECD_UPDATE=1 in the
// environment the file is rewritten with what came of it, and the test passes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace pysecd::test {

// The files of that extension in a folder of the repository, sorted; fails the test if there are
// none.
std::vector<std::filesystem::path> filesIn(const std::string& folder, const std::string& extension);

// Fails the test unless `play` returns the very text it got; shows the first lines that differ.
void checkGolden(const std::filesystem::path& path,
                 const std::function<std::string(const std::string& text)>& play);

} // namespace pysecd::test
