#include "server/log.h"

#include <array>
#include <ostream>

namespace pysecd {
namespace {

constexpr std::array<std::string_view, 4> kNames{"error", "warning", "info", "debug"};

} // namespace

std::optional<LogLevel> logLevel(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name)
      return static_cast<LogLevel>(i);
  return std::nullopt;
}

void Logger::write(LogLevel level, std::string_view line) {
  if (level > level_)
    return;
  const std::lock_guard lock(mutex_);
  out_ << "pysecd: " << kNames[static_cast<std::size_t>(level)] << ": " << line << std::endl;
}

} // namespace pysecd
