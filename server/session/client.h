// What the server tells the client unasked: one function per notification. Thread rule: the session
// thread.
#pragma once

#include "analysis/support/hash.h"
#include "protocol/lsp/diagnostic.h"
#include "protocol/lsp/workspace.h"
#include "protocol/rpc/reply.h"

#include <map>
#include <string>

namespace pysecd {

class Client {
public:
  explicit Client(rpc::Send send) : send_(std::move(send)) {}

  // Not sent if it equals the last one for its URI.
  void publishDiagnostics(const lsp::PublishDiagnosticsParams& params);
  // Takes the document's diagnostics off the screen, if any were published.
  void clearDiagnostics(const lsp::DocumentUri& uri);
  // For the output channel of the editor.
  void logMessage(lsp::MessageType type, const std::string& message);
  // A popup: at most once for a cause.
  void showMessage(lsp::MessageType type, const std::string& message);
  void logTrace(const lsp::LogTraceParams& params);

private:
  rpc::Send send_;
  std::map<lsp::DocumentUri, Hash64> published_;
};

} // namespace pysecd
