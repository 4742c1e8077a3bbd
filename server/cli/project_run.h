// `check` over the files of a project: finds the modules around the files asked for, analyses them
// together on several threads, and hands the outcomes over in order. Thread rule: call run() from
// one thread; it starts and joins its own.
#pragma once

#include "server/cli/file_job.h"
#include "server/workspace/discover.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace pysecd::cli {

struct ProjectRun {
  const FileJob& job;
  AnalysisSetup setup;
  std::vector<std::string> paths; // as given on the command line
  std::vector<std::string> files; // to report on, named as the user would
  bool readIgnoreFiles = true;
  unsigned threads = 1;
  std::shared_ptr<ResultStore> store; // may be null

  // Summed over the threads: all that was neither reading nor reporting.
  std::chrono::steady_clock::duration analysing{};

  // Calls `consume` on this thread, once a file, in the order of `files`.
  void run(const std::function<void(FileOutcome)>& consume);
};

} // namespace pysecd::cli
