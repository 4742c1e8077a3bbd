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

} // namespace pysecd
