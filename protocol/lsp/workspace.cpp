#include "protocol/lsp/workspace.h"

#include "protocol/json.h"

namespace pysecd::lsp {

LSP_FIELDS(ExecuteCommandParams, command, arguments)
LSP_FIELDS(ReviewResult, markdown)
LSP_FIELDS(FileEvent, uri)
LSP_FIELDS(DidChangeWatchedFilesParams, changes)
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
