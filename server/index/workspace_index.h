// What the language server knows of all modules of the workspace, open or not: built once in the
// background, then kept up with edits and file events by looking again only at modules whose
// answers from others have changed. Never publishes, never keeps texts or trees of files that are
// not open. Thread rule: the session thread; its jobs run in the background and report back to it.
#pragma once

#include "analysis/engine/result_store.h"
#include "analysis/engine/snapshot.h"
#include "server/index/index_world.h"
#include "server/schedule/runtime.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pysecd {

// How the index gets at files; called in the background.
struct WorkspaceFiles {
  // Absolute paths of the Python files below the directories.
  std::function<std::vector<std::string>(const std::vector<std::string>& roots)> list;
  // Null if it cannot be read or is no text.
  std::function<TextPtr(const std::string& path)> read;
};

// What applies to a file, by its absolute path; called in the background.
using SettingsOf = std::function<std::shared_ptr<const Settings>(std::string_view path)>;

class WorkspaceIndex {
public:
  struct Options {
    Post session;
    Post background;
    WorkspaceFiles files;
    std::shared_ptr<ResultStore> store; // may be null
    std::function<Hash64()> engine; // identifies the build in the store; asked in the background
    // Whether the editor has the file open: then its text is the editor's, and analyses of it come
    // by analysed().
    std::function<bool(const std::string& path)> isOpen;
    // A new world is there: open documents of these modules rest on something that changed. Empty
    // optional: any may.
    std::function<void(const std::optional<std::set<std::string>>& modules)> changed;
    // While the workspace is indexed: done of total modules; the last call has done == total.
    std::function<void(std::size_t done, std::size_t total)> progress;
    std::function<void(const std::string&)> say; // for the log
  };

  explicit WorkspaceIndex(Options options);
  // Jobs under way end by themselves and report to nobody.
  ~WorkspaceIndex();
  WorkspaceIndex(const WorkspaceIndex&) = delete;
  WorkspaceIndex& operator=(const WorkspaceIndex&) = delete;

  // (Re)builds everything; what is being built is dropped. Without roots nothing is known any more.
  void build(const std::vector<std::string>& roots, std::shared_ptr<const ModelSet> models,
             SettingsOf settings);
  // For what is looked at from now on: findings are not kept here, so nothing is looked at again.
  void use(SettingsOf settings) { settings_ = std::move(settings); }
  // Files were created, changed or deleted on disk, or closed in the editor.
  void filesChanged(const std::vector<std::string>& paths);
  // The user edited an open document.
  void edited() { rounds_.clear(); }
  // An open document was analysed in a world of this index.
  void analysed(const std::string& module, const Analysis& analysis);

  // Null until the workspace has been indexed.
  std::shared_ptr<const World> world() const { return world_; }
  // The name of a file in world(); empty if it is not part of it.
  std::string moduleOf(const std::string& path) const;
  // Whether a job runs or waits.
  bool busy() const { return jobs_ > 0; }
  // Modules looked at again since the index was built, for tests that count.
  std::size_t refreshed() const { return refreshed_; }

private:
  struct Known {
    ExternalAnswers answers;
    std::vector<std::string> asked; // modules that the answers are about, each once
  };
  struct Build;
  struct Refresh;

  void run(std::function<std::function<void()>()> job);
  void forgetAll();
  void built(const std::shared_ptr<Build>& build);
  void know(const std::string& module, const Analysis& analysis);
  void forget(const std::string& module);
  bool isOpen(const std::string& module) const;
  void interfaceChanged(const std::string& module, InterfacePtr interface);
  void lookAgain(const std::set<std::string>& modules);
  void startRefresh();
  void rename(std::vector<std::string> modules, const std::set<std::string>& touched);

  Options options_;
  std::vector<std::string> roots_;
  std::shared_ptr<const ModelSet> models_;
  SettingsOf settings_;
  std::shared_ptr<const IndexWorld> world_;
  std::unordered_map<std::string, Known> known_;
  std::unordered_map<std::string, std::unordered_set<std::string>> askers_; // module -> who asked
  std::set<std::string> pending_;     // closed modules to look at again
  std::map<std::string, int> rounds_; // looks since the last edit, by module
  CancelToken cancel_;                // of the build or refresh under way
  bool building_ = false;
  bool refreshing_ = false;
  std::size_t jobs_ = 0;
  std::size_t refreshed_ = 0;
  std::set<std::string> changedWhileBuilding_; // paths
  std::shared_ptr<WorkspaceIndex*> self_;
};

} // namespace pysecd
