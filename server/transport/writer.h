// Writes messages to a descriptor from a thread of its own, so that a client that reads slowly
// never stops the session. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace pysecd {

class Writer {
public:
  // What may wait for a client that does not read; beyond it the client is taken for dead.
  static constexpr std::size_t kMaxQueuedBytes = 256 * 1024 * 1024;

  // `onBroken` is called once, from any thread, when the client can no longer be reached.
  Writer(int fd, std::function<void(const std::string& why)> onBroken);
  ~Writer(); // writes what is left
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Adds the header to the content and queues it. Order is kept. Dropped once broken.
  void send(const std::string& content);
  // Waits until everything is written, but not longer than `patience`.
  void drain(std::chrono::milliseconds patience);

private:
  void run();
  void breakOff(std::unique_lock<std::mutex>& lock, const std::string& why);

  const int fd_;
  const std::function<void(const std::string&)> onBroken_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string queue_;
  bool writing_ = false;
  bool broken_ = false;
  bool closing_ = false;
  std::thread thread_; // last: it uses the rest
};

} // namespace pysecd
