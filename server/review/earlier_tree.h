// An earlier state of a git repository, unpacked for as long as the object lives. Runs git and tar
// by their names, with arguments and never through a shell. Thread rule: one thread.
#pragma once

#include <string>

namespace pysecd::server_review {

class EarlierTree {
public:
  // The state that `revision` names, of the repository around `path`.
  EarlierTree(const std::string& path, const std::string& revision);
  ~EarlierTree();
  EarlierTree(const EarlierTree&) = delete;
  EarlierTree& operator=(const EarlierTree&) = delete;

  const std::string& error() const { return error_; } // empty: it is there
  const std::string& root() const { return root_; }   // of the repository; absolute
  const std::string& tree() const { return tree_; }   // of what was unpacked; absolute
  // Where the file or directory lies in it; empty if it was not there then.
  std::string pathOf(const std::string& path) const;

private:
  std::string error_;
  std::string root_;
  std::string tree_;
};

} // namespace pysecd::server_review
