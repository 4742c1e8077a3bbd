// The part of `check` that runs on worker threads: one file from its path to finished output.
// Immutable: process() is called from several threads at once, for different files.
#pragma once

#include "server/cli/check_file.h"
#include "server/cli/cli.h"
#include "server/cli/report.h"
#include "server/config/config_set.h"

#include <chrono>
#include <iosfwd>
#include <memory>
#include <optional>
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
  bool fails = false; // there are findings that make the run fail
  std::vector<Notice> notices;
  Timing timing;
};

class FileJob {
public:
  // Keeps references to the first two. What applies to a file is asked of `config`.
  FileJob(const CheckOptions& options, const Formatter& formatter, AnalysisSetup setup,
          std::shared_ptr<const config::ConfigSet> config);

  const config::ConfigSet& config() const { return *config_; }

  // A file that is no module; of a template `world` (may be null) tells what is put into it. With
  // options.fix the file is written. Never throws: what goes wrong is a notice.
  FileOutcome process(const std::string& path, const std::shared_ptr<const World>& world) const;
  // Reads `in` to its end, or to the size limit. Whoever pipes a text through must learn that it
  // was left out: what is skipped in a file is trouble here.
  FileOutcome processStream(std::istream& in, const std::string& path) const;

  // A file of a project, in two halves: its text, and later what its analysis becomes.
  struct Read {
    std::optional<Source> source;
    std::string bytes;   // of the file; kept only if it may be rewritten
    FileOutcome outcome; // without a source: why
  };
  Read read(const std::string& path) const;
  FileOutcome finish(const std::string& path, Read read, Analysis analysis,
                     std::shared_ptr<const World> world, const std::string& module) const;

private:
  FileOutcome check(const std::string& path, const std::string& bytes, bool isFile,
                    const AnalysisSetup& setup, Timing timing) const;
  FileOutcome conclude(const std::string& path, const std::string& bytes, bool isFile,
                       const Source& original, CheckedFile checked, const AnalysisSetup& setup,
                       Timing timing) const;

  const CheckOptions& options_;
  const Formatter& formatter_;
  // Of a file by itself.
  AnalysisSetup setupFor(const std::string& path) const;

  AnalysisSetup setup_;
  std::shared_ptr<const config::ConfigSet> config_;
};

} // namespace pysecd::cli
