// Notices that the editor is gone although our input did not end (a child of it may hold the pipe
// open). Thread rule: the session thread.
#pragma once

#include "server/schedule/runtime.h"

#include <cstdint>
#include <functional>
#include <set>

namespace pysecd {

class Watchdog {
public:
  // `onGone` is called on the session thread when a watched process has ended, at most a few
  // seconds late.
  Watchdog(Runtime& runtime, std::function<void(std::int64_t pid)> onGone);

  // Our own process is not watched, nor one that is not there now: a client in another container
  // counts its processes differently. Returns whether it is watched.
  bool watch(std::int64_t pid);

private:
  Runtime& runtime_;
  std::function<void(std::int64_t)> onGone_;
  std::set<std::int64_t> watched_;
};

} // namespace pysecd
