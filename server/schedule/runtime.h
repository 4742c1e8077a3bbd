// The threads of the server: one session thread, on which all state lives, and a pool for analyses.
// With `threads` = 0 pool jobs run on the session thread too, one after the other, so that tests
// see one order of events. Thread rule: post and stop from any thread; the rest on the session
// thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace pysecd {

using Task = std::function<void()>; // must not throw
// Runs the task later, never inside the call.
using Post = std::function<void(Task)>;

class Runtime {
public:
  explicit Runtime(unsigned threads);
  ~Runtime(); // waits for the pool jobs that run
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  // Valid as long as the runtime.
  Post session() const;
  Post pool() const;
  // For long work that should not keep analyses waiting: one thread of low priority.
  Post background() const;

  // Runs session tasks until stop().
  void run();
  void stop();
  // Runs session tasks until `done`, which is asked before each.
  void runUntil(const std::function<bool()>& done);
  // Runs the session tasks that are ready now, and those they post.
  void poll();
  // Calls `task` once, after `delay`.
  void after(std::chrono::milliseconds delay, Task task);
  // Calls `task` every `period` from now on.
  void every(std::chrono::milliseconds period, Task task);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace pysecd
