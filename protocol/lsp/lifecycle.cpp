#include "protocol/lsp/lifecycle.h"

#include "protocol/json.h"

#include <algorithm>

namespace pysecd::lsp {
namespace {

// Null if any step of the path is absent.
const Json& find(const Json& json, std::initializer_list<const char*> path) {
  static const Json kNull;
  const Json* at = &json;
  for (const char* step : path) {
    const auto found = at->find(step); // end() for what is not an object
    if (found == at->end())
      return kNull;
    at = &*found;
  }
  return *at;
}

bool flag(const Json& json, std::initializer_list<const char*> path) {
  return find(json, path) == true;
}

std::vector<std::string> strings(const Json& list) {
  std::vector<std::string> result;
  if (list.is_array())
    for (const Json& item : list)
      if (item.is_string())
        result.push_back(item.get<std::string>());
  return result;
}

} // namespace

void from_json(const Json& /*json*/, NoParams& /*value*/) {}

void to_json(Json& json, const Null& /*value*/) { json = nullptr; }

void from_json(const Json& json, ClientCapabilities& value) {
  const Json& textDocument = find(json, {"textDocument"});
  const Json& publish = find(textDocument, {"publishDiagnostics"});
  const Json& codeAction = find(textDocument, {"codeAction"});
  value.positionEncodings = strings(find(json, {"general", "positionEncodings"}));
  value.relatedInformation = flag(publish, {"relatedInformation"});
  value.codeDescriptionSupport = flag(publish, {"codeDescriptionSupport"});
  value.dataSupport = flag(publish, {"dataSupport"});
  value.codeActionLiteralSupport = find(codeAction, {"codeActionLiteralSupport"}).is_object();
  value.isPreferredSupport = flag(codeAction, {"isPreferredSupport"});
  value.documentChanges = flag(json, {"workspace", "workspaceEdit", "documentChanges"});
  const auto operations = strings(find(json, {"workspace", "workspaceEdit", "resourceOperations"}));
  value.createFile = std::find(operations.begin(), operations.end(), "create") != operations.end();
  const auto formats = strings(find(textDocument, {"hover", "contentFormat"}));
  value.workDoneProgress = flag(json, {"window", "workDoneProgress"});
  value.watchedFilesRegistration =
      flag(json, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  value.markdownHover = std::find(formats.begin(), formats.end(), "markdown") != formats.end();
}

LSP_FIELDS(ClientInfo, name, version)
LSP_FIELDS(WorkspaceFolder, uri)
LSP_FIELDS(WorkspaceFoldersChange, added, removed)
LSP_FIELDS(DidChangeWorkspaceFoldersParams, event)
LSP_FIELDS(WorkspaceFoldersServerCapabilities, supported, changeNotifications)
LSP_FIELDS(WorkspaceServerCapabilities, workspaceFolders)

void from_json(const Json& json, InitializeParams& value) {
  if (!json.is_object())
    json_detail::wrongType(json, "object");
  json_detail::readField(json, "processId", value.processId);
  json_detail::readField(json, "clientInfo", value.clientInfo);
  json_detail::readField(json, "rootUri", value.rootUri);
  json_detail::readField(json, "workspaceFolders", value.workspaceFolders);
  json_detail::readField(json, "capabilities", value.capabilities);
  json_detail::readField(json, "trace", value.trace);
  if (const auto options = json.find("initializationOptions"); options != json.end())
    value.initializationOptions = options->dump();
}

LSP_READ_FIELDS(CancelParams, id)
LSP_FIELDS(TextDocumentSyncOptions, openClose, change, save)
LSP_FIELDS(CodeActionOptions, codeActionKinds)
LSP_FIELDS(ExecuteCommandOptions, commands)
LSP_FIELDS(ServerCapabilities, positionEncoding, textDocumentSync, hoverProvider,
           codeActionProvider, executeCommandProvider, workspace)
LSP_FIELDS(ServerInfo, name, version)
LSP_FIELDS(InitializeResult, capabilities, serverInfo)
LSP_FIELDS(SetTraceParams, value)

} // namespace pysecd::lsp
