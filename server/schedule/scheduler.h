// Decides when a file is analysed: at once if the file is idle; while one of its analyses runs,
// that one is cancelled and only the newest text is kept for after it. So a file has at most one
// analysis at a time (FileState needs that), files run in parallel, and the last text always gets
// its result. Knows jobs, not LSP. Thread rule: the session thread; only the analysers run on the
// pool.
#pragma once

#include "analysis/engine/snapshot.h"
#include "server/schedule/runtime.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace pysecd {

// The analysis of one file over time; nullopt if cancelled. Called by one thread at a time.
using Analyse = std::function<std::optional<Analysis>(const Snapshot&)>;
// Makes the analyser of a file; called on the pool.
using MakeAnalyser = std::function<Analyse()>;

class Scheduler {
public:
  // Files whose analyser (parser, tree, memo) is kept; beyond that the one idle for longest is let
  // go and a new one made when needed.
  static constexpr std::size_t kMaxWarmFiles = 64;

  struct Outcome {
    std::optional<Analysis> analysis; // nullopt: the analysis failed
    std::string error;                // why
  };
  // Called on the session thread with the result of the newest snapshot of a file, never of a
  // superseded one.
  using Done =
      std::function<void(const std::string& key, std::int64_t version, const Outcome& outcome)>;

  Scheduler(Post pool, Post session, MakeAnalyser makeAnalyser, Done done);
  ~Scheduler(); // cancels; jobs that still run end by themselves and report to nobody
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // `key` names the file; snapshot.version is only handed on to `done`.
  void analyse(const std::string& key, Snapshot snapshot);
  // Cancels, drops what waits and the analyser; `done` is not called for it any more.
  void forget(const std::string& key);
  void forgetAll();
  // Whether a job runs or waits, also of a file forgotten meanwhile.
  bool busy() const { return running_ > 0; }

private:
  struct File;
  void run(const std::string& key, const std::shared_ptr<File>& file, Snapshot snapshot);
  void finished(const std::string& key, const std::shared_ptr<File>& file, std::int64_t version,
                const Outcome& outcome);
  void letOldestGo();

  Post pool_;
  Post session_;
  MakeAnalyser makeAnalyser_;
  Done done_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::size_t running_ = 0;
  std::uint64_t runs_ = 0;           // counts jobs: orders files by last use
  std::shared_ptr<Scheduler*> self_; // its weak pointers tell late jobs whether the scheduler lives
};

} // namespace pysecd
