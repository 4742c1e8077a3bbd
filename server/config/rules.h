// What applies to the files below one directory, put together from layers of options: a stronger
// layer's `select` starts over, its `ignore` and `extend-exclude` add, whatever else it sets
// replaces. Immutable: any thread.
#pragma once

#include "analysis/engine/snapshot.h"
#include "server/config/options.h"
#include "server/workspace/gitignore.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::config {

struct Layer {
  Options options;
  std::string base;                                      // of its globs and paths; absolute
  std::string source;                                    // "the command line", the path of a file
  std::map<std::string, std::string, std::less<>> where; // option -> "--ignore", "pysecd.toml:3"
};

// Patterns of .gitignore's language below a directory.
class Globs {
public:
  Globs(const std::string& base, const std::vector<std::string>& patterns);
  // `path` is absolute. A path elsewhere is compared from the root of the file system: only
  // patterns without a slash can mean it.
  bool match(std::string_view path, bool isDirectory) const;
  // The file, or a directory above it.
  bool matchWithin(std::string_view path) const;

private:
  std::string base_;   // as it was given, with a '/' at the end
  std::string target_; // without links
  workspace::IgnoreRules rules_;
};

class Rules {
public:
  // The strongest layer first.
  explicit Rules(std::vector<Layer> layers);

  // The same pointer for files to which the same applies.
  std::shared_ptr<const Settings> settingsFor(std::string_view absolutePath) const;
  bool excludes(std::string_view absolutePath, bool isDirectory) const;
  // Whether the file, or a directory that it is in, is excluded.
  bool leavesOut(std::string_view absolutePath) const;
  FailOn failOn() const { return failOn_; }
  bool respectsGitignore() const { return respectGitignore_; }
  const std::vector<std::string>& models() const { return models_; } // absolute
  const std::string& advisories() const { return advisories_; }      // absolute; empty: not set
  // The options in force as a configuration file, each with a comment where it comes from.
  std::string show() const;
  // Of all that has an effect.
  Hash64 hash() const { return hash_; }

private:
  struct PerFile {
    Globs globs;
    bool others = false; // of the files that do not match
    std::vector<std::string_view> checks;
  };
  template <typename Value> const Layer* strongest(std::optional<Value> Options::*option) const;
  // Those whose `select` and `ignore` count.
  std::vector<const Layer*> choosing() const;
  std::vector<std::string> disabledChecks() const;
  Hash64 hashOfAll() const;

  std::vector<Layer> layers_;
  Settings settings_;
  std::vector<PerFile> perFile_;
  std::vector<Globs> excluded_;
  FailOn failOn_ = FailOn::Warning;
  bool respectGitignore_ = true;
  std::vector<std::string> models_;
  std::string advisories_;
  Hash64 hash_ = 0;
  mutable std::mutex mutex_;
  mutable std::map<std::vector<std::string>, std::shared_ptr<const Settings>> made_; // by disabled
};

} // namespace pysecd::config
