// The configuration of a run or an editor's workspace: one for each root, from the file that is
// nearest to it upwards, with stronger and weaker layers around it. Immutable: any thread.
#pragma once

#include "server/config/find_config.h"
#include "server/config/rules.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::config {

struct Root {
  std::string directory; // absolute
  std::string target;    // the same without links
  ConfigFilePtr file;    // null: none was found
  std::shared_ptr<const Rules> rules = {};
};

class ConfigSet {
public:
  struct Input {
    std::vector<std::string> directories; // absolute
    ReadFile read;                        // null: no files are looked for
    std::string named;         // the file that counts for all roots; empty: look for them
    std::vector<Layer> layers; // stronger than any file, the strongest first
  };
  // Without any root, rules of the layers alone (or of the named file) apply everywhere. While a
  // file of `before` is broken, what it said last goes on; rules that did not change are the same
  // object.
  explicit ConfigSet(const Input& input, const ConfigSet* before = nullptr);

  // Of the deepest root that holds the file; what is in none of them belongs to the layers alone.
  const Root& rootOf(std::string_view absolutePath) const;
  const Rules& rulesFor(std::string_view absolutePath) const { return *rootOf(absolutePath).rules; }
  std::shared_ptr<const Settings> settingsFor(std::string_view absolutePath) const {
    return rulesFor(absolutePath).settingsFor(absolutePath);
  }

  const std::vector<Root>& roots() const { return roots_; }
  // Each once.
  std::vector<ConfigFilePtr> files() const;
  // Of all roots together.
  std::vector<std::string> models() const;
  std::string advisories() const; // the first that is set
  bool respectsGitignore() const;
  // Of all that has an effect.
  Hash64 hash() const;

private:
  std::vector<const Root*> rootsAndElsewhere() const;

  std::vector<Root> roots_;
  Root elsewhere_; // its directory is empty
};

// "pysecd.toml:3:10: there is no option ..."; columns are characters, both 1-based.
std::string problemLine(const ConfigFile& file, const Problem& problem);

} // namespace pysecd::config
