// The part of `check` that runs on worker threads: one file from its path to finished output.
// Immutable: process() is called from several threads at once, for different files.
#pragma once

#include "server/cli/check_file.h"
#include "server/cli/cli.h"
#include "server/cli/report.h"

#include <chrono>
#include <iosfwd>
#include <string>
#include <vector>

namespace pysecd::cli {

// Time per phase; what a fix takes to write counts as formatting.
struct Timing {
  std::chrono::steady_clock::duration read{};
  std::chrono::steady_clock::duration analyse{};
  std::chrono::steady_clock::duration format{};

  void add(const Timing& other);
};

// What one file adds to the output. Its text and its findings are gone by now.
struct FileOutcome {
  std::string report;    // in the output format, or the diff
  std::string fixedText; // of standard input, in its encoding; empty if it was not analysed
  Counts counts;
  std::vector<Notice> notices;
  Timing timing;
};

class FileJob {
public:
  // Keeps references to both.
  FileJob(const CheckOptions& options, const Formatter& formatter, AnalysisSetup setup);

  // With options.fix the file is written. Never throws: what goes wrong is a notice.
  FileOutcome process(const std::string& path) const;
  // Reads `in` to its end, or to the size limit. Whoever pipes a text through must learn that it
  // was left out: what is skipped in a file is trouble here.
  FileOutcome processStream(std::istream& in, const std::string& path) const;

private:
  FileOutcome check(const std::string& path, const std::string& bytes, bool isFile,
                    Timing timing) const;

  const CheckOptions& options_;
  const Formatter& formatter_;
  AnalysisSetup setup_;
};

} // namespace pysecd::cli
