// Log lines for the person who starts the server, on one stream (stderr), never on stdout, which
// carries the protocol. Thread-safe.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string_view>

namespace pysecd {

enum class LogLevel : std::uint8_t { Error, Warning, Info, Debug };

// "error", "warning", "info", "debug"; nullopt for anything else.
std::optional<LogLevel> logLevel(std::string_view name);

class Logger {
public:
  // Keeps lines up to and including `level`. `out` must outlive the logger.
  Logger(std::ostream& out, LogLevel level) : out_(out), level_(level) {}

  void error(std::string_view line) { write(LogLevel::Error, line); }
  void warning(std::string_view line) { write(LogLevel::Warning, line); }
  void info(std::string_view line) { write(LogLevel::Info, line); }
  void debug(std::string_view line) { write(LogLevel::Debug, line); }

private:
  void write(LogLevel level, std::string_view line);

  std::ostream& out_;
  LogLevel level_;
  std::mutex mutex_;
};

} // namespace pysecd
