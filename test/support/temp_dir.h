// A directory of its own for a test, removed at the end. Each test case runs in its own process, so
// changing the current directory (TempDir::enter) is allowed.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace pysecd::test {

class TempDir {
public:
  TempDir() : before_(std::filesystem::current_path()) {
    std::string name = (std::filesystem::temp_directory_path() / "pysecd-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("no temporary directory");
    root_ = std::filesystem::canonical(name);
  }
  ~TempDir() {
    std::error_code error;
    std::filesystem::current_path(before_, error);
    std::filesystem::remove_all(root_, error);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  std::string path(std::string_view name) const { return (root_ / name).string(); }

  // Makes the directories on the way.
  void write(std::string_view name, std::string_view bytes) const {
    std::filesystem::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary).write(bytes.data(), std::ssize(bytes));
  }

  std::string read(std::string_view name) const {
    std::ostringstream out;
    out << std::ifstream(root_ / name, std::ios::binary).rdbuf();
    return out.str();
  }

  void enter() const { std::filesystem::current_path(root_); }

private:
  std::filesystem::path before_;
  std::filesystem::path root_;
};

} // namespace pysecd::test
