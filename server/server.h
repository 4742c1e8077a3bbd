// The language server: typed messages in, message texts out. Binds methods to features (the table
// in server.cpp) and enforces the order initialize, requests, shutdown, exit. Knows no transport
// and starts no threads. Thread rule: the session thread.
#pragma once

#include "protocol/rpc/message.h"
#include "protocol/rpc/reply.h"
#include "server/session/session.h"

#include <memory>
#include <optional>
#include <string>

namespace pysecd {

class Server {
public:
  // `send` gets the content of each outgoing message, in order.
  Server(Session::Options options, rpc::Send send);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void receive(const rpc::Message& message);
  // No message will follow. `error` says why the stream could not be understood; empty at its
  // ordinary end.
  void disconnected(const std::string& error);
  // Set once the process should end, with this code.
  std::optional<int> exitCode() const;
  // Whether results are still to come without further messages.
  bool busy() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace pysecd
