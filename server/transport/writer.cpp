#include "server/transport/writer.h"

#include "protocol/rpc/framing.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <utility>

namespace pysecd {
namespace {

// Why it failed; empty if all was written.
std::string writeAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR)
      return std::strerror(errno);
    bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
  }
  return {};
}

} // namespace

Writer::Writer(int fd, std::function<void(const std::string&)> onBroken)
    : fd_(fd), onBroken_(std::move(onBroken)), thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Writer::send(const std::string& content) {
  std::unique_lock lock(mutex_);
  if (broken_)
    return;
  queue_ += rpc::frame(content);
  if (queue_.size() > kMaxQueuedBytes)
    breakOff(lock, "the client does not read what it is sent");
  else
    changed_.notify_all();
}

void Writer::drain(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [this] { return broken_ || (queue_.empty() && !writing_); });
}

void Writer::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (broken_ || queue_.empty())
      return;
    const std::string bytes = std::exchange(queue_, {});
    writing_ = true;
    lock.unlock();
    const std::string error = writeAll(fd_, bytes);
    lock.lock();
    writing_ = false;
    if (!error.empty()) {
      breakOff(lock, "cannot write: " + error);
      return;
    }
    changed_.notify_all();
  }
}

void Writer::breakOff(std::unique_lock<std::mutex>& lock, const std::string& why) {
  if (std::exchange(broken_, true))
    return;
  queue_.clear();
  lock.unlock();
  changed_.notify_all();
  onBroken_(why);
  lock.lock();
}

} // namespace pysecd
