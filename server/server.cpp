#include "server/server.h"

#include "protocol/rpc/binder.h"
#include "server/features/features.h"

#include <chrono>

namespace pysecd {
namespace {

using Methods = rpc::Binder<Session>;

// The method table.
Methods bindMethods() {
  using namespace features;
  Methods bind;
  bind.request("initialize", initialize);
  bind.notification("initialized", initialized);
  bind.request("shutdown", shutdown);
  bind.notification("exit", features::exit);
  bind.notification("$/cancelRequest", cancelRequest);
  bind.notification("$/setTrace", setTrace);

  bind.notification("textDocument/didOpen", didOpen);
  bind.notification("textDocument/didChange", didChange);
  bind.notification("textDocument/didSave", didSave);
  bind.notification("textDocument/didClose", didClose);

  bind.request("textDocument/codeAction", codeAction);
  bind.request("textDocument/hover", hover);
  bind.request("workspace/executeCommand", executeCommand);
  bind.notification("workspace/didChangeWatchedFiles", didChangeWatchedFiles);
  bind.notification("workspace/didChangeWorkspaceFolders", didChangeWorkspaceFolders);
  bind.notification("workspace/didChangeConfiguration", didChangeConfiguration);
  return bind;
}

// Why a request has no place in this phase.
std::optional<rpc::Error> misplaced(const std::string& method, Lifecycle lifecycle) {
  if (lifecycle == Lifecycle::ShutDown)
    return rpc::Error{rpc::ErrorCode::InvalidRequest, "the server was shut down"};
  if (method == "initialize" && lifecycle != Lifecycle::Uninitialized)
    return rpc::Error{rpc::ErrorCode::InvalidRequest, "the server is initialized already"};
  if (method != "initialize" && lifecycle == Lifecycle::Uninitialized)
    return rpc::Error{rpc::ErrorCode::ServerNotInitialized, "the server is not initialized"};
  return std::nullopt;
}

std::string uriOf(const rpc::Notification& notification) {
  const Json::json_pointer path("/textDocument/uri");
  const Json& params = *notification.params;
  return params.contains(path) && params[path].is_string() ? params[path].get<std::string>() : "";
}

} // namespace

struct Server::Impl {
  Impl(Session::Options options, rpc::Send toClient)
      : send(toClient), session(std::move(options), std::move(toClient),
                                {features::publishDiagnostics, features::publishConfigProblems,
                                 features::publishModelErrors, features::showIndexing}) {}

  void receive(const rpc::Request& request) {
    if (const auto error = misplaced(request.method, session.lifecycle)) {
      send(rpc::errorText(request.id, *error));
      return;
    }
    const auto pending = session.requests.add(request.id, send);
    if (!pending) {
      send(rpc::errorText(request.id, {rpc::ErrorCode::InvalidRequest, "this id is in use"}));
      return;
    }
    const auto start = std::chrono::steady_clock::now();
    methods.call(session, request, pending);
    traceHandled(request.method, start);
  }

  void receive(const rpc::Notification& notification) {
    if (session.lifecycle != Lifecycle::Running && notification.method != "exit") {
      session.log.debug("dropped " + notification.method + ": not initialized or shut down");
      return;
    }
    const auto start = std::chrono::steady_clock::now();
    if (const auto error = methods.notify(session, notification))
      failed(notification, *error);
    traceHandled(notification.method, start);
  }

  void receive(const rpc::Response& response) {
    const std::optional<std::string> method = session.client.answered(response);
    const std::string why = response.error ? ": " + *response.error : std::string();
    if (!method)
      session.log.debug("dropped the answer to a request that was not sent" + why);
    else if (response.error)
      session.log.warning("the client refused " + *method + why);
  }

  void receive(const rpc::Malformed& malformed) {
    session.log.error("received a bad message: " + malformed.error.message);
    send(rpc::errorText(malformed.id, malformed.error));
  }

  // A notification has no answer that could carry the error.
  void failed(const rpc::Notification& notification, const rpc::Error& error) {
    if (error.code == rpc::ErrorCode::MethodNotFound) {
      session.log.debug(error.message);
      return;
    }
    session.report(lsp::MessageType::Error, notification.method + ": " + error.message);
    if (notification.method == "textDocument/didChange")
      features::lostSync(session, uriOf(notification), error.message);
  }

  void traceHandled(const std::string& method, std::chrono::steady_clock::time_point start) {
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    if (session.lifecycle == Lifecycle::Running)
      features::traceHandled(session, method, time.count());
  }

  const Methods methods = bindMethods();
  rpc::Send send;
  Session session;
};

Server::Server(Session::Options options, rpc::Send send)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(send))) {}

Server::~Server() = default;

void Server::receive(const rpc::Message& message) {
  std::visit([this](const auto& kind) { impl_->receive(kind); }, message);
}

void Server::disconnected(const std::string& error) {
  Session& session = impl_->session;
  if (session.exitCode)
    return;
  if (!error.empty()) {
    session.log.error("the stream from the client is broken: " + error);
    impl_->send(rpc::errorText(std::nullopt, {rpc::ErrorCode::ParseError, error}));
  } else {
    session.log.info("the client is gone without `exit`");
  }
  session.exitCode = 1;
}

std::optional<int> Server::exitCode() const { return impl_->session.exitCode; }

bool Server::busy() const { return impl_->session.busy(); }

} // namespace pysecd
