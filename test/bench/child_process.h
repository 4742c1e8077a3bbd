// A program with its stdin and stdout on pipes, and what Linux knows of the time and memory it
// takes. Ends the program when destroyed. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace pysecd::bench {

class ChildProcess {
public:
  // Throws std::system_error if it cannot be started. Its stderr is ours.
  explicit ChildProcess(const std::vector<std::string>& command);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Throws std::system_error if the program does not read.
  void write(std::string_view bytes);
  // Some bytes of its stdout; throws std::runtime_error if none come within 30 seconds.
  std::string read();

  // Of all its threads since the start, in milliseconds.
  double cpuMilliseconds() const;
  // "VmRSS" or another number of /proc/PID/status, in MB.
  double statusMegabytes(std::string_view name) const;

private:
  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
};

struct FinishedRun {
  double wallMilliseconds = 0;
  double peakMegabytes = 0;
  int exitCode = -1; // -1: ended by a signal
};

// Runs the command to its end; its output goes to /dev/null. Trap: the peak is never below what
// this process occupies, since Linux counts the moments between fork and exec.
FinishedRun runToEnd(const std::vector<std::string>& command);

} // namespace pysecd::bench
