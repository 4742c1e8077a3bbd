// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#lifeCycleMessages
#include "analysis/support/version.h"
#include "protocol/lsp/uri.h"
#include "server/features/features.h"

#include <algorithm>
#include <optional>

namespace pysecd::features {
namespace {

struct Encoding {
  std::string_view name;
  ColumnUnit unit;
};
constexpr Encoding kUtf16{"utf-16", ColumnUnit::Utf16};
constexpr Encoding kEncodings[] = {
    kUtf16, {"utf-8", ColumnUnit::Utf8}, {"utf-32", ColumnUnit::Utf32}};

// The first of the client's list that we know; utf-16 is what every client must support.
Encoding negotiate(const std::vector<std::string>& offered) {
  for (const std::string& name : offered)
    for (const Encoding& encoding : kEncodings)
      if (encoding.name == name)
        return encoding;
  return kUtf16;
}

// A directory on this machine; nullopt if it is elsewhere. Clients may end its URI with a slash.
std::optional<std::string> directoryOf(const std::string& uri) {
  if (!uri.starts_with("file:"))
    return std::nullopt;
  std::string path = lsp::displayPath(uri);
  while (path.size() > 1 && path.ends_with('/'))
    path.pop_back();
  return path;
}

void addRoot(const std::string& uri, std::vector<std::string>& roots) {
  const auto path = directoryOf(uri);
  if (path && std::find(roots.begin(), roots.end(), *path) == roots.end())
    roots.push_back(*path);
}

// The directories of the workspace on this machine.
std::vector<std::string> rootsOf(const lsp::InitializeParams& params) {
  std::vector<std::string> roots;
  if (params.workspaceFolders)
    for (const lsp::WorkspaceFolder& folder : *params.workspaceFolders)
      addRoot(folder.uri, roots);
  else if (params.rootUri)
    addRoot(*params.rootUri, roots);
  return roots;
}

} // namespace

void initialize(Session& session, const lsp::InitializeParams& params,
                rpc::Reply<lsp::InitializeResult> reply) {
  const Encoding encoding = negotiate(params.capabilities.positionEncodings);
  session.lifecycle = Lifecycle::Running;
  session.capabilities = params.capabilities;
  session.columns = encoding.unit;
  session.trace = params.trace.value_or("off");
  if (params.clientInfo)
    session.log.info("client: " + params.clientInfo->name + ' ' +
                     params.clientInfo->version.value_or(""));
  session.roots = rootsOf(params);
  if (!params.initializationOptions.empty())
    session.setSettings(params.initializationOptions);
  if (params.processId)
    session.watchProcess(*params.processId);

  lsp::InitializeResult result;
  result.serverInfo = {"pysecd", std::string(version())};
  result.capabilities.positionEncoding = encoding.name;
  // Without literals a client takes commands only, and an edit is no command.
  if (params.capabilities.codeActionLiteralSupport)
    result.capabilities.codeActionProvider = {
        {std::string(lsp::quickFix), std::string(lsp::fixAll)}};
  result.capabilities.executeCommandProvider.commands = {std::string(kReviewFiles)};
  reply(result);
}

void initialized(Session& session, const lsp::NoParams& /*params*/) {
  watchFiles(session);
  session.loadConfig();
}

void didChangeWorkspaceFolders(Session& session,
                               const lsp::DidChangeWorkspaceFoldersParams& params) {
  std::vector<std::string> roots = session.roots;
  for (const lsp::WorkspaceFolder& folder : params.event.removed)
    if (const auto path = directoryOf(folder.uri))
      std::erase(roots, *path);
  for (const lsp::WorkspaceFolder& folder : params.event.added)
    addRoot(folder.uri, roots);
  session.setRoots(std::move(roots));
}

void shutdown(Session& session, const lsp::NoParams& /*params*/, rpc::Reply<lsp::Null> reply) {
  session.lifecycle = Lifecycle::ShutDown;
  session.stopWork();
  reply({});
}

void exit(Session& session, const lsp::NoParams& /*params*/) {
  session.exitCode = session.lifecycle == Lifecycle::ShutDown ? 0 : 1;
}

void cancelRequest(Session& session, const lsp::CancelParams& params) {
  session.requests.cancel(params.id);
}

} // namespace pysecd::features
