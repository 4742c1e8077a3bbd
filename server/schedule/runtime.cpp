#include "server/schedule/runtime.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <optional>
#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace pysecd {

namespace asio = boost::asio;

namespace {

// Of the calling thread; a hint that may fail.
void lowerPriority() {
#ifdef __linux__
  // On Linux a thread has its own nice value (setpriority(2), "C library/kernel differences").
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);
#endif
}

} // namespace

struct Runtime::Impl {
  explicit Impl(unsigned threads) {
    if (threads > 0)
      pool.emplace(threads);
    if (threads > 0) {
      background.emplace(1);
      asio::post(*background, lowerPriority);
    }
  }

  asio::io_context session;
  asio::executor_work_guard<asio::io_context::executor_type> keepRunning{session.get_executor()};
  std::optional<asio::thread_pool> background;
  std::optional<asio::thread_pool> pool; // after `session`, to which its jobs post until joined
};

namespace {

void repeat(const std::shared_ptr<asio::steady_timer>& timer, std::chrono::milliseconds period,
            const Task& task) {
  timer->expires_after(period);
  timer->async_wait([=](const boost::system::error_code& error) {
    if (error)
      return;
    task();
    repeat(timer, period, task);
  });
}

} // namespace

Runtime::Runtime(unsigned threads) : impl_(std::make_unique<Impl>(threads)) {}

Runtime::~Runtime() {
  if (impl_->pool)
    impl_->pool->join();
  if (impl_->background)
    impl_->background->join();
}

Post Runtime::session() const {
  return [&session = impl_->session](Task task) { asio::post(session, std::move(task)); };
}

Post Runtime::pool() const {
  if (!impl_->pool)
    return session();
  return [&pool = *impl_->pool](Task task) { asio::post(pool, std::move(task)); };
}

Post Runtime::background() const {
  if (!impl_->background)
    return session();
  return [&pool = *impl_->background](Task task) { asio::post(pool, std::move(task)); };
}

void Runtime::run() { impl_->session.run(); }

void Runtime::stop() { impl_->session.stop(); }

void Runtime::runUntil(const std::function<bool()>& done) {
  while (!done() && impl_->session.run_one() > 0) {
  }
}

void Runtime::poll() { impl_->session.poll(); }

void Runtime::after(std::chrono::milliseconds delay, Task task) {
  auto timer = std::make_shared<asio::steady_timer>(impl_->session);
  timer->expires_after(delay);
  timer->async_wait([timer, task = std::move(task)](const boost::system::error_code& error) {
    if (!error)
      task();
  });
}

void Runtime::every(std::chrono::milliseconds period, Task task) {
  repeat(std::make_shared<asio::steady_timer>(impl_->session), period, task);
}

} // namespace pysecd
