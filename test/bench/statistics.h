// Medians, percentiles and a stopwatch for the measurements. Pure: any thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <vector>

namespace pysecd::bench {

using Clock = std::chrono::steady_clock;

inline double milliseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// The smallest value that `percent` per cent of the values do not exceed; 0 without values.
inline double percentile(std::vector<double> values, double percent) {
  if (values.empty())
    return 0;
  std::sort(values.begin(), values.end());
  const double rank = percent / 100 * static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(rank + 0.5)];
}

inline double median(const std::vector<double>& values) { return percentile(values, 50); }

// By the wall, or by the processor time of this thread (CLOCK_THREAD_CPUTIME_ID) or process, which
// does not count what other programs take.
class Stopwatch {
public:
  explicit Stopwatch(clockid_t clock = CLOCK_MONOTONIC) : clock_(clock) {}

  // Milliseconds since the last lap, or since the beginning.
  double lap() {
    const double before = last_;
    last_ = now();
    return last_ - before;
  }

private:
  double now() const {
    timespec time{};
    clock_gettime(clock_, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }

  clockid_t clock_;
  double last_ = now();
};

} // namespace pysecd::bench
