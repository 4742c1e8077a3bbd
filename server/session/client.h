// What the server tells and asks the client unasked: one function per message. Thread rule: the
// session thread.
#pragma once

#include "analysis/support/hash.h"
#include "protocol/lsp/diagnostic.h"
#include "protocol/lsp/workspace.h"
#include "protocol/rpc/reply.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

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
  // Asks to be told (workspace/didChangeWatchedFiles) of changes to files that match.
  void watchFiles(const std::vector<std::string>& globs);

  // Work-done progress, one at a time: one that has not ended ends when the next begins. A client
  // that knows none must not be asked.
  void beginProgress(const std::string& title);
  void reportProgress(const std::string& message, unsigned percentage);
  void endProgress(const std::string& message);

  // The method of the request of ours that this answers; nullopt if there is none.
  std::optional<std::string> answered(const rpc::Response& response);

private:
  void request(const std::string& method, const std::string& params);
  void progress(lsp::WorkDoneProgress value);

  // A client that never answers must not cost memory.
  static constexpr std::size_t kMaxUnanswered = 100;

  rpc::Send send_;
  std::map<rpc::Id, std::string> unanswered_; // methods
  std::int64_t lastId_ = 0;
  std::int64_t progressToken_ = 0;
  bool inProgress_ = false;
  std::map<lsp::DocumentUri, Hash64> published_;
};

} // namespace pysecd
