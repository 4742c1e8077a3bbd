#include "server/transport/watchdog.h"

#include <cerrno>
#include <csignal>
#include <limits>
#include <unistd.h>
#include <utility>

namespace pysecd {
namespace {

constexpr std::chrono::seconds kPeriod(3);

bool isAlive(std::int64_t pid) { return kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH; }

} // namespace

Watchdog::Watchdog(Runtime& runtime, std::function<void(std::int64_t)> onGone)
    : runtime_(runtime), onGone_(std::move(onGone)) {}

bool Watchdog::watch(std::int64_t pid) {
  // Zero and negative numbers name process groups.
  if (pid <= 0 || !std::in_range<pid_t>(pid) || pid == getpid() || !isAlive(pid))
    return false;
  if (!watched_.insert(pid).second)
    return true;
  runtime_.every(kPeriod, [pid, onGone = onGone_] {
    if (!isAlive(pid))
      onGone(pid);
  });
  return true;
}

} // namespace pysecd
