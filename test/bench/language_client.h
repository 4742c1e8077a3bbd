// An editor that talks to the `pysecd` binary over pipes and takes the time. Positions are in UTF-8
// bytes. Errors are exceptions: a measurement that fails ends the benchmark. Thread rule: one
// thread.
#pragma once

#include "protocol/json.h"
#include "protocol/rpc/framing.h"
#include "test/bench/child_process.h"
#include "test/bench/statistics.h"
#include "test/bench/typing_trace.h"

#include <string>

namespace pysecd::bench {

class LanguageClient {
public:
  // Starts the server and waits until it has answered `initialize`. With a `root`, an absolute
  // path, that is the workspace, and `file` is below it.
  explicit LanguageClient(const std::string& binary, const std::string& root = {},
                          const std::string& file = "/bench/file.py");

  // Until the workspace has been indexed.
  void awaitIndex();

  double startMilliseconds() const { return startMilliseconds_; }

  // Both return the milliseconds from the first byte sent to the last byte received of the
  // diagnostics for the new version.
  double open(const std::string& text);
  // `text` is the document before the edit.
  double change(const std::string& text, const Edit& edit);

  const ChildProcess& process() const { return process_; }
  std::size_t diagnostics() const { return diagnostics_; } // of the last version

private:
  void send(const Json& message);
  Json receive(); // the next message; receivedAt_ is when its last byte was here
  double awaitDiagnostics(Clock::time_point sent);

  Clock::time_point started_ = Clock::now();
  ChildProcess process_;
  rpc::FrameReader frames_;
  Clock::time_point receivedAt_;
  double startMilliseconds_ = 0;
  std::string uri_;
  int version_ = 0;
  std::size_t diagnostics_ = 0;
};

} // namespace pysecd::bench
