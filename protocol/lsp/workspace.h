// workspace/executeCommand, file events, and what the server tells the window: log lines, messages,
// traces.
#pragma once

#include "protocol/json_fwd.h"

#include <optional>
#include <string>
#include <vector>

namespace pysecd::lsp {

// Our one command takes URIs. What other servers' commands take is not read.
struct ExecuteCommandParams {
  std::string command;
  std::optional<std::vector<std::string>> arguments;
};
LSP_JSON(ExecuteCommandParams)

// What `pysecd.reviewFiles` answers.
struct ReviewResult {
  std::string markdown; // links are file: URIs with a line, #L12
};
LSP_JSON(ReviewResult)

// Created, changed or deleted: which of them is not read.
struct FileEvent {
  std::string uri;
};
LSP_JSON(FileEvent)

struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> changes;
};
LSP_JSON(DidChangeWatchedFilesParams)

// What the settings say of pysecd, `settings.pysecd`, as JSON; empty: nothing.
struct DidChangeConfigurationParams {
  std::string settings;
};
void from_json(const Json& json, DidChangeConfigurationParams& value);

struct FileSystemWatcher {
  std::string globPattern;
};
LSP_JSON(FileSystemWatcher)

struct DidChangeWatchedFilesRegistrationOptions {
  std::vector<FileSystemWatcher> watchers;
};
LSP_JSON(DidChangeWatchedFilesRegistrationOptions)

// Of client/registerCapability; file watchers are all that is registered.
struct Registration {
  std::string id;
  std::string method;
  DidChangeWatchedFilesRegistrationOptions registerOptions;
};
LSP_JSON(Registration)

struct RegistrationParams {
  std::vector<Registration> registrations;
};
LSP_JSON(RegistrationParams)

struct WorkDoneProgressCreateParams {
  std::string token;
};
LSP_JSON(WorkDoneProgressCreateParams)

struct WorkDoneProgress {
  std::string kind; // begin, report, end
  std::optional<std::string> title;
  std::optional<std::string> message;
  std::optional<unsigned> percentage;
};
LSP_JSON(WorkDoneProgress)

// Of $/progress.
struct ProgressParams {
  std::string token;
  WorkDoneProgress value;
};
LSP_JSON(ProgressParams)

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
