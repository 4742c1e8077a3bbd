// The modules of a workspace, analysed together and once each: those that are imported before those
// that import them, import cycles as one unit until nothing changes. What a ResultStore still knows
// is not analysed again. Reads no files (the caller's `read` does) and starts no threads: any
// number of them may call work() at once, and the results are the same for each number.
#pragma once

#include "analysis/engine/result_store.h"
#include "analysis/engine/snapshot.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pysecd {

struct ProjectInput {
  // Every module of the workspace, wanted or not; imports are looked up here.
  std::shared_ptr<const ModuleNames> names;
  // Those to analyse. What they import, directly or not, is analysed with them.
  std::vector<std::string> wanted;
  // The text of a module; null if it cannot be had, and then it is as if it were not there. Called
  // once for each module needed, by several threads at once.
  std::function<TextPtr(const std::string& module)> read;
  // How findings name the module's file.
  std::function<std::string(std::string_view module)> pathOf;
  // The result of each module needed, in no particular order, by several threads at once; `wanted`
  // tells whether it was asked for. Notes are complete.
  std::function<void(const std::string& module, bool wanted, Analysis analysis)> done;
  std::shared_ptr<const ModelSet> models;
  std::shared_ptr<const Settings> settings;
  // Those of a module in place of `settings`, if it is there. Called by several threads at once.
  std::function<std::shared_ptr<const Settings>(std::string_view module)> settingsOf;
  std::shared_ptr<ResultStore> store; // may be null
  Hash64 engine = 0;                  // identifies the build in the store's keys
  bool evidence = false;              // for a review; then without a store, which keeps none
  CancelToken cancel;
};

struct ProjectStatistics {
  std::size_t modules = 0;  // needed
  std::size_t analysed = 0; // not found in the store
  std::size_t functionsAnalysed = 0;
  std::size_t unsettled = 0; // modules of import cycles that were still changing at the last round
};

class Project {
public:
  explicit Project(ProjectInput input);
  ~Project();

  // Returns when everything is done, or cancelled.
  void work();
  // The rest after work() has returned in every thread.
  const World& world() const;
  ProjectStatistics statistics() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace pysecd
