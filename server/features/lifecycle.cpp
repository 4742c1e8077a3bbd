// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#lifeCycleMessages
#include "analysis/support/version.h"
#include "protocol/lsp/uri.h"
#include "server/features/features.h"

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

// The directories of the workspace on this machine.
std::vector<std::string> rootsOf(const lsp::InitializeParams& params) {
  std::vector<std::string> uris;
  if (params.workspaceFolders)
    for (const lsp::WorkspaceFolder& folder : *params.workspaceFolders)
      uris.push_back(folder.uri);
  else if (params.rootUri)
    uris.push_back(*params.rootUri);
  std::vector<std::string> roots;
  for (const std::string& uri : uris)
    if (uri.starts_with("file:"))
      roots.push_back(lsp::displayPath(uri));
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
