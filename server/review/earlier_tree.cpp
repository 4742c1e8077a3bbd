#include "server/review/earlier_tree.h"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace pysecd::server_review {

namespace fs = std::filesystem;

namespace {

bool runs(std::vector<std::string> command) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string& word : command)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  return failed == 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

fs::path repositoryAround(const fs::path& path) {
  std::error_code error;
  for (fs::path at = path; !at.empty(); at = at.parent_path()) {
    if (fs::exists(at / ".git", error))
      return at;
    if (at == at.parent_path())
      break;
  }
  return {};
}

} // namespace

EarlierTree::EarlierTree(const std::string& path, const std::string& revision) {
  std::error_code ignored;
  const fs::path root = repositoryAround(fs::absolute(path, ignored).lexically_normal());
  if (root.empty()) {
    error_ = path + " is in no git repository";
    return;
  }
  if (revision.empty() || revision[0] == '-') {
    error_ = "'" + revision + "' names no revision";
    return;
  }
  root_ = root.generic_string();
  std::string made = (fs::temp_directory_path(ignored) / "pysecd-since-XXXXXX").string();
  if (mkdtemp(made.data()) == nullptr) {
    error_ = "no temporary directory can be made";
    return;
  }
  tree_ = made;
  const std::string archive = tree_ + "/.archive.tar";
  if (!runs({"git", "-C", root_, "archive", "--format=tar", "-o", archive, revision}))
    error_ = "git has no revision '" + revision + "' in " + root_;
  else if (!runs({"tar", "-xf", archive, "-C", tree_}))
    error_ = "tar could not unpack '" + revision + "'";
  fs::remove(archive, ignored);
}

EarlierTree::~EarlierTree() {
  std::error_code ignored;
  if (!tree_.empty())
    fs::remove_all(tree_, ignored);
}

std::string EarlierTree::pathOf(const std::string& path) const {
  std::error_code error;
  const fs::path there =
      fs::path(tree_) / fs::absolute(path, error).lexically_normal().lexically_relative(root_);
  return fs::exists(there, error) ? there.lexically_normal().generic_string() : std::string();
}

} // namespace pysecd::server_review
