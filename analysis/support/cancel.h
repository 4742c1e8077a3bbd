// Lets the owner of a job stop it early: by request (a newer version of the text arrived) or by a
// deadline. Copies share one flag. Thread-safe: cancel() from one thread, cancelled() polled from
// another.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>

namespace pysecd {

class CancelToken {
public:
  using Clock = std::chrono::steady_clock;

  // Never cancelled unless cancel() is called.
  CancelToken() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  explicit CancelToken(Clock::duration budget) : CancelToken() {
    deadline_ = Clock::now() + budget;
  }

  void cancel() const { flag_->store(true, std::memory_order_relaxed); }
  // True once cancelled or past the deadline; poll it every few microseconds of work, not every
  // node.
  bool cancelled() const {
    return requested() || (deadline_ != Clock::time_point::max() && Clock::now() > deadline_);
  }
  // True only for an explicit cancel(): tells a superseded job from one that ran out of time.
  bool requested() const { return flag_->load(std::memory_order_relaxed); }
  // Same flag, own deadline: a bounded part of a larger job.
  CancelToken within(Clock::duration budget) const {
    CancelToken part = *this;
    part.deadline_ = std::min(deadline_, Clock::now() + budget);
    return part;
  }

private:
  std::shared_ptr<std::atomic<bool>> flag_;
  Clock::time_point deadline_ = Clock::time_point::max();
};

} // namespace pysecd
