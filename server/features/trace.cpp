// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#setTrace
#include "server/features/features.h"

#include <fmt/format.h>

namespace pysecd::features {

void setTrace(Session& session, const lsp::SetTraceParams& params) { session.trace = params.value; }

void traceHandled(Session& session, const std::string& method, double milliseconds) {
  if (session.trace == "off")
    return;
  lsp::LogTraceParams params{"handled " + method};
  if (session.trace == "verbose")
    params.verbose = fmt::format("{:.3f} ms", milliseconds);
  session.client.logTrace(params);
}

} // namespace pysecd::features
