// The measurements. Each adds to the report; all are deterministic in what they do, and what is
// compared with each other is measured in turns. Errors are exceptions. Thread rule: one thread,
// one measurement at a time.
#pragma once

#include "test/bench/report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pysecd::bench {

struct Options {
  std::string binary; // pysecd
  std::string corpus; // directory of Python sources
  std::string file;   // the one that is edited, about 3,000 lines
  std::size_t edits = 1500;
  std::uint32_t seed = 1;
  unsigned rounds = 5; // pairs of check and bare parse
  unsigned threads = 0;
  bool details = false; // edits by what was typed
};

// `pysecd check`: peak memory and wall time. First, see runToEnd().
void measureCheckProcess(const Options& options, Report& report);
// Start, open, idle: time, processor time and memory of the server.
void measureServer(const Options& options, Report& report);
// From didChange to publishDiagnostics over a typing trace.
void measureEdits(const Options& options, Report& report);
// The same on 50,000 lines.
void measureLarge(const Options& options, Report& report);
// What a parameterizing fix, with its proof, adds to the analysis of an edit, in each function.
void measureFixes(const Options& options, Report& report);
// The same edit in workspaces of 1,000, 10,000 and 100,000 functions.
void measureWorkspaces(const Options& options, Report& report);
// `check` against the bare parse of the same files.
void measureThroughput(const Options& options, Report& report);
// Where the time of `check` goes, one thread.
void measurePhases(const Options& options, Report& report);

} // namespace pysecd::bench
