// initialize, shutdown, $/cancelRequest and the capabilities both sides announce.
// ClientCapabilities does not mirror the specification: it holds the bits this server asks for.
#pragma once

#include "protocol/json_fwd.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pysecd::lsp {

// For methods whose parameters are absent or of no interest; accepts anything.
struct NoParams {};
void from_json(const Json& json, NoParams& value);

// The result null.
struct Null {};
void to_json(Json& json, const Null& value);

// An absent or ill-typed capability reads as not supported: no client should be turned away for
// one.
struct ClientCapabilities {
  std::vector<std::string> positionEncodings; // in the client's order; empty: utf-16
  bool relatedInformation = false;            // textDocument.publishDiagnostics.*
  bool codeDescriptionSupport = false;
  bool dataSupport = false;
  bool codeActionLiteralSupport = false; // textDocument.codeAction.*
  bool isPreferredSupport = false;
  bool documentChanges = false;          // workspace.workspaceEdit.documentChanges
  bool createFile = false;               // ... .resourceOperations holds "create"
  bool markdownHover = false;            // textDocument.hover.contentFormat holds "markdown"
  bool workDoneProgress = false;         // window.workDoneProgress
  bool watchedFilesRegistration = false; // workspace.didChangeWatchedFiles.dynamicRegistration
};
void from_json(const Json& json, ClientCapabilities& value);

// "off", "messages" or "verbose".
using TraceValue = std::string;

struct ClientInfo {
  std::string name;
  std::optional<std::string> version;
};
LSP_JSON(ClientInfo)

struct WorkspaceFolder {
  std::string uri;
};
LSP_JSON(WorkspaceFolder)

// Of workspace/didChangeWorkspaceFolders: its `event`.
struct WorkspaceFoldersChange {
  std::vector<WorkspaceFolder> added;
  std::vector<WorkspaceFolder> removed;
};
LSP_JSON(WorkspaceFoldersChange)

struct DidChangeWorkspaceFoldersParams {
  WorkspaceFoldersChange event;
};
LSP_JSON(DidChangeWorkspaceFoldersParams)

struct InitializeParams {
  std::optional<std::int64_t> processId;
  std::optional<ClientInfo> clientInfo;
  std::optional<std::string> rootUri; // of clients that know no folders
  std::optional<std::vector<WorkspaceFolder>> workspaceFolders;
  ClientCapabilities capabilities;
  std::optional<TraceValue> trace;
  std::string initializationOptions; // as JSON; empty: none
};
void from_json(const Json& json, InitializeParams& value);

enum class TextDocumentSyncKind : int { None = 0, Full = 1, Incremental = 2 };

struct TextDocumentSyncOptions {
  bool openClose = true;
  TextDocumentSyncKind change = TextDocumentSyncKind::Incremental;
  bool save = true;
};
LSP_JSON(TextDocumentSyncOptions)

struct CodeActionOptions {
  std::vector<std::string> codeActionKinds;
};
LSP_JSON(CodeActionOptions)

struct ExecuteCommandOptions {
  std::vector<std::string> commands;
};
LSP_JSON(ExecuteCommandOptions)

struct WorkspaceFoldersServerCapabilities {
  bool supported = true;
  bool changeNotifications = true;
};
LSP_JSON(WorkspaceFoldersServerCapabilities)

struct WorkspaceServerCapabilities {
  WorkspaceFoldersServerCapabilities workspaceFolders;
};
LSP_JSON(WorkspaceServerCapabilities)

struct ServerCapabilities {
  std::string positionEncoding;
  TextDocumentSyncOptions textDocumentSync;
  bool hoverProvider = true;
  std::optional<CodeActionOptions> codeActionProvider;
  ExecuteCommandOptions executeCommandProvider;
  WorkspaceServerCapabilities workspace;
};
LSP_JSON(ServerCapabilities)

struct ServerInfo {
  std::string name;
  std::string version;
};
LSP_JSON(ServerInfo)

struct InitializeResult {
  ServerCapabilities capabilities;
  ServerInfo serverInfo;
};
LSP_JSON(InitializeResult)

struct SetTraceParams {
  TraceValue value;
};
LSP_JSON(SetTraceParams)

struct CancelParams {
  std::variant<std::int64_t, std::string> id;
};
void from_json(const Json& json, CancelParams& value);

} // namespace pysecd::lsp
