// workspace/executeCommand, and what the server tells the window: log lines, messages, traces.
#pragma once

#include "protocol/json_fwd.h"

#include <optional>
#include <string>

namespace pysecd::lsp {

// No command takes arguments yet, so they are not read.
struct ExecuteCommandParams {
  std::string command;
};
LSP_JSON(ExecuteCommandParams)

enum class MessageType : int { Error = 1, Warning = 2, Info = 3, Log = 4 };

// Of window/showMessage and window/logMessage.
struct MessageParams {
  MessageType type = MessageType::Log;
  std::string message;
};
LSP_JSON(MessageParams)

struct LogTraceParams {
  std::string message;
  std::optional<std::string> verbose;
};
LSP_JSON(LogTraceParams)

} // namespace pysecd::lsp
