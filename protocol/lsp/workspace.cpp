#include "protocol/lsp/workspace.h"

#include "protocol/json.h"

namespace pysecd::lsp {

LSP_FIELDS(ExecuteCommandParams, command, arguments)
LSP_FIELDS(ReviewResult, markdown)
LSP_FIELDS(FileEvent, uri)
LSP_FIELDS(DidChangeWatchedFilesParams, changes)

void from_json(const Json& json, DidChangeConfigurationParams& value) {
  value.settings.clear();
  const Json settings = json.is_object() ? json.value("settings", Json()) : Json();
  if (const auto ours = settings.find("pysecd"); ours != settings.end())
    value.settings = ours->dump();
}

LSP_FIELDS(FileSystemWatcher, globPattern)
LSP_FIELDS(DidChangeWatchedFilesRegistrationOptions, watchers)
LSP_FIELDS(Registration, id, method, registerOptions)
LSP_FIELDS(RegistrationParams, registrations)
LSP_FIELDS(MessageParams, type, message)
LSP_FIELDS(WorkDoneProgressCreateParams, token)
LSP_FIELDS(WorkDoneProgress, kind, title, message, percentage)
LSP_FIELDS(ProgressParams, token, value)
LSP_FIELDS(LogTraceParams, message, verbose)

} // namespace pysecd::lsp
