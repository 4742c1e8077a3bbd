#include "server/session/client.h"

#include "protocol/json.h"

namespace pysecd {
namespace {

template <class Params> std::string notification(std::string_view method, const Params& params) {
  return rpc::notificationText(method, rpc::dump(Json(params)));
}

} // namespace

void Client::publishDiagnostics(const lsp::PublishDiagnosticsParams& params) {
  std::string message = notification("textDocument/publishDiagnostics", params);
  const Hash64 hash = hashBytes(message);
  const auto [last, first] = published_.try_emplace(params.uri, hash);
  if (!first && last->second == hash)
    return;
  last->second = hash;
  send_(std::move(message));
}

void Client::clearDiagnostics(const lsp::DocumentUri& uri) {
  if (published_.erase(uri) > 0)
    send_(
        notification("textDocument/publishDiagnostics", lsp::PublishDiagnosticsParams{.uri = uri}));
}

void Client::logMessage(lsp::MessageType type, const std::string& message) {
  send_(notification("window/logMessage", lsp::MessageParams{type, message}));
}

void Client::showMessage(lsp::MessageType type, const std::string& message) {
  send_(notification("window/showMessage", lsp::MessageParams{type, message}));
}

void Client::logTrace(const lsp::LogTraceParams& params) {
  send_(notification("$/logTrace", params));
}

void Client::watchFiles(const std::vector<std::string>& globs) {
  const std::string method = "workspace/didChangeWatchedFiles";
  lsp::Registration registration{.id = method, .method = method};
  for (const std::string& glob : globs)
    registration.registerOptions.watchers.push_back({glob});
  request("client/registerCapability", rpc::dump(Json(lsp::RegistrationParams{{registration}})));
}

void Client::beginProgress(const std::string& title) {
  if (inProgress_)
    endProgress("started again");
  ++progressToken_;
  inProgress_ = true;
  const std::string token = "pysecd/" + std::to_string(progressToken_);
  request("window/workDoneProgress/create",
          rpc::dump(Json(lsp::WorkDoneProgressCreateParams{token})));
  progress({.kind = "begin", .title = title, .percentage = 0});
}

void Client::reportProgress(const std::string& message, unsigned percentage) {
  progress({.kind = "report", .message = message, .percentage = percentage});
}

void Client::endProgress(const std::string& message) {
  inProgress_ = false;
  progress({.kind = "end", .message = message});
}

void Client::progress(lsp::WorkDoneProgress value) {
  send_(notification("$/progress", lsp::ProgressParams{"pysecd/" + std::to_string(progressToken_),
                                                       std::move(value)}));
}

void Client::request(const std::string& method, const std::string& params) {
  if (unanswered_.size() >= kMaxUnanswered)
    unanswered_.erase(unanswered_.begin());
  const rpc::Id id = ++lastId_;
  unanswered_.emplace(id, method);
  send_(rpc::requestText(id, method, params));
}

std::optional<std::string> Client::answered(const rpc::Response& response) {
  const auto asked =
      response.id ? unanswered_.extract(*response.id) : decltype(unanswered_)::node_type();
  return asked.empty() ? std::nullopt : std::optional(asked.mapped());
}

} // namespace pysecd
