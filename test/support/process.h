// The built binary as a child process that talks LSP over pipes. Every wait is bounded; a test that
// hits the bound fails.
#pragma once

#include "protocol/json.h"
#include "protocol/rpc/framing.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace pysecd::test {

class Process {
public:
  explicit Process(std::vector<std::string> arguments);
  ~Process(); // kills what still runs
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void write(std::string_view bytes);
  void notify(const std::string& method, const Json& params);
  void request(int id, const std::string& method, const Json& params);
  void closeInput();
  void closeOutput();
  // The next message; nullopt at the end of its output.
  std::optional<Json> read();
  // The next message with that method, or the answer to that id; others are dropped. Fails the test
  // if there is none.
  Json readUntil(const std::string& method);
  Json readUntil(int id);
  // The exit code once it ends; 128 + N if signal N killed it.
  int wait();
  // What it wrote to stderr until it ended; call after wait().
  std::string errors();
  // CPU time used so far.
  std::chrono::milliseconds cpuTime() const;

private:
  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  int err_ = -1;
  rpc::FrameReader frames_;
};

} // namespace pysecd::test
