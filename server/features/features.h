// The handlers of all methods, one file a family. A handler takes what it needs from the session
// and answers through its Reply, at once or when the findings are there. No handler blocks, parses
// Python or analyses. Thread rule: the session thread.
#pragma once

#include "protocol/lsp/code_action.h"
#include "protocol/lsp/hover.h"
#include "protocol/lsp/lifecycle.h"
#include "protocol/lsp/sync.h"
#include "protocol/lsp/workspace.h"
#include "protocol/rpc/reply.h"
#include "server/convert/to_lsp.h"
#include "server/session/session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::features {

// lifecycle.cpp
void initialize(Session& session, const lsp::InitializeParams& params,
                rpc::Reply<lsp::InitializeResult> reply);
void initialized(Session& session, const lsp::NoParams& params);
void didChangeWorkspaceFolders(Session& session,
                               const lsp::DidChangeWorkspaceFoldersParams& params);
void shutdown(Session& session, const lsp::NoParams& params, rpc::Reply<lsp::Null> reply);
void exit(Session& session, const lsp::NoParams& params);
void cancelRequest(Session& session, const lsp::CancelParams& params);

// trace.cpp
void setTrace(Session& session, const lsp::SetTraceParams& params);
// Tells the client that a message was handled, if it asked for that.
void traceHandled(Session& session, const std::string& method, double milliseconds);

// sync.cpp
void didOpen(Session& session, const lsp::DidOpenTextDocumentParams& params);
void didChange(Session& session, const lsp::DidChangeTextDocumentParams& params);
void didSave(Session& session, const lsp::DidSaveTextDocumentParams& params);
void didClose(Session& session, const lsp::DidCloseTextDocumentParams& params);
// An edit of the document could not be read or applied: its text is unknown until a whole one
// arrives.
void lostSync(Session& session, const lsp::DocumentUri& uri, const std::string& why);

// diagnostics.cpp
void publishDiagnostics(Session& session, const Document& document, const Analysis& analysis);

// code_action.cpp
void codeAction(Session& session, const lsp::CodeActionParams& params,
                rpc::Reply<std::vector<lsp::CodeAction>> reply);

// hover.cpp
void hover(Session& session, const lsp::HoverParams& params,
           rpc::Reply<std::optional<lsp::Hover>> reply);

// config.cpp
void didChangeConfiguration(Session& session, const lsp::DidChangeConfigurationParams& params);
// What is wrong with a configuration file; empty for any other.
std::vector<lsp::Diagnostic> configDiagnostics(const Session& session, const std::string& path);
void publishConfigProblems(Session& session);
// A document was opened, edited or closed.
void configMayHaveChanged(Session& session, const std::string& path);

// ignore_in_project.cpp
// For each check found here: have the configuration file say that it is not wanted, below the
// document's directory or at all. To make the file needs a client that can.
void addProjectIgnores(Session& session, const std::string& path,
                       const std::vector<const Finding*>& here, const Target& target,
                       std::vector<lsp::CodeAction>& actions);

// models.cpp
// Has the client tell of changes to the workspace's model files, if it can.
// Tells how far indexing is, as work-done progress.
void showIndexing(Session& session, std::size_t done, std::size_t total);
void watchFiles(Session& session);
void didChangeWatchedFiles(Session& session, const lsp::DidChangeWatchedFilesParams& params);
// A file was saved: what matters only where the client cannot watch.
void modelsMayHaveChanged(Session& session, const lsp::DocumentUri& saved);
void publishModelErrors(Session& session, const UserModels& models);

// execute_command.cpp
// Takes URIs of files and directories, none meaning the workspace; answers the review of them.
inline constexpr std::string_view kReviewFiles = "pysecd.reviewFiles";
void executeCommand(Session& session, const lsp::ExecuteCommandParams& params,
                    rpc::Reply<lsp::ReviewResult> reply);

} // namespace pysecd::features
